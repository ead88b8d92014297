"""The reading room: the dataset in a browser."""
