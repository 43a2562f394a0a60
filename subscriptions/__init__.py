"""Live updates: what happened, who is listening, and the Redis between them."""

from subscriptions import request_events as request_events  # a line is readable once its kind is known
