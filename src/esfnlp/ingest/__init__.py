"""Files to documents: PDF, text, HTML and Word, each into the one `Document`."""
