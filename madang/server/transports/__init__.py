"""How GraphQL comes in: over HTTP, and over a WebSocket."""

from madang.server.transports.door import Door
from madang.server.transports.http import GraphQLOverHTTP

__all__ = ["Door", "GraphQLOverHTTP"]
