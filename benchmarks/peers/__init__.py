"""Other servers that answer the same questions from the same tables, each built as its own manual says."""
