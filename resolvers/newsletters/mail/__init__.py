"""Newsletters by mail: who wants them, and what is sent to them, once."""
