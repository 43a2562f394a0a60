"""Text people write: normalised, bounded, rendered safely, mentions found. Pure."""
