"""Finding issues: the texts of a process, what answers a question, suggestions and counts."""
