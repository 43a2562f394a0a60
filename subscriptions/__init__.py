"""Live updates: what happened, who is listening, and the Redis between them."""
