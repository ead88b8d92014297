"""Corrections by reviewers: kept line by line, anchored in the text by quote, replayed on every run."""
