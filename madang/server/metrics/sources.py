"""Where the figures come from."""

from dataclasses import dataclass
from typing import Any

from madang.server.opening import City
from madang.server.transports import GraphQLOverHTTP, GraphQLOverWebSocket
from resolvers.post import Post
from resolvers.sites import Sites
from schema.execution import Engine
from subscriptions.live import Live


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """The parts of one process that count what they do."""

    city: City
    live: Live
    engine: Engine[Any]
    http: GraphQLOverHTTP
    sockets: GraphQLOverWebSocket
    post: Post | None = None
    sites: Sites
