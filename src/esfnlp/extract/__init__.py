"""Findings in a document: target groups, actors, priorities and targets, with the words that show them."""
