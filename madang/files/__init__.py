"""Attachments: what a file is, what it may be called, where it is kept."""
