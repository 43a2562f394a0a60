"""Who is at the door."""

from madang.server.auth.identity import Identity, SignIn, Via, nobody

__all__ = ["Identity", "SignIn", "Via", "nobody"]
