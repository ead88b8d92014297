"""Pictures of a dataset that can be printed and read without colours: PNG and SVG."""
