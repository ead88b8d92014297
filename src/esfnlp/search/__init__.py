"""The index, the question parser and the answers."""
