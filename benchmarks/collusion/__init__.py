"""Whether planted collusion is found in a simulated city, and honest people are left alone."""
