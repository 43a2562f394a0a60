"""How GraphQL comes in: over HTTP, and over a WebSocket."""

from madang.server.transports.conversation import SocketLimits
from madang.server.transports.door import Door
from madang.server.transports.http import GraphQLOverHTTP, HttpLimits
from madang.server.transports.websocket import GraphQLOverWebSocket

__all__ = ["Door", "GraphQLOverHTTP", "GraphQLOverWebSocket", "HttpLimits", "SocketLimits"]
