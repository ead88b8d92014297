"""The published tables, and what is computed from them: comparison, similarity, difference."""
