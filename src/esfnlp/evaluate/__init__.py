"""The dataset against gold annotations."""
