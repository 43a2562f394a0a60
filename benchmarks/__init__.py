"""Measures the product against other servers: the same questions, the same tables: docs/benchmarks.md."""
