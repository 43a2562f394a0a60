"""What departments have today, taken into the archive: files, feeds and watched pages."""
