"""One event to many subscribers: how many deliveries a second, how late, and at what cost."""
