"""From a folder of plans to a dataset: which documents are to be done, and in what order."""
