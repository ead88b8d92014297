"""A citable release of a dataset: its tables in the formats that researchers use, and what says how they came about."""
