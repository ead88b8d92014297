"""Findings to records: whom a statement concerns, and one record per statement."""
