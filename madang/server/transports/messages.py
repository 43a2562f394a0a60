"""The messages of graphql-transport-ws: what clients may say, and how ours look on the wire."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

import orjson
from graphql import GraphQLError

from madang.server.transports.reading import BadRequest, parse_json

PROTOCOL: Final = "graphql-transport-ws"
ACK: Final = b'{"type":"connection_ack"}'
PING: Final = b'{"type":"ping"}'
PONG: Final = b'{"type":"pong"}'

KINDS = frozenset({"connection_init", "ping", "pong", "subscribe", "complete"})
WITH_ID = frozenset({"subscribe", "complete"})
LONGEST_ID = 128


class Close(Exception):
    """The socket has to be closed. Codes and reasons are those of the protocol text."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(code, reason)
        self.code, self.reason = code, reason


BAD_MESSAGE: Final = 4400  # clients give up after these: asking again would not help
UNAUTHORIZED: Final = 4401
BAD_SUBPROTOCOL: Final = 4406
DUPLICATE: Final = 4409
TOO_MANY_INITS: Final = 4429
FORBIDDEN: Final = 4403  # and come back after these: with a new token, or a better moment
TIMED_OUT: Final = 4408
RESTARTING: Final = 1012
TRY_AGAIN: Final = 1013


@dataclass(frozen=True, slots=True)
class Message:
    kind: str
    id: str
    payload: Mapping[str, Any]


def read_message(text: str | None, *, most: int) -> Message:
    """None: it was no text. Raises Close(4400) for anything the protocol does not know."""
    if text is None:
        raise Close(BAD_MESSAGE, "Only text messages are understood")
    raw = text.encode()
    if len(raw) > most:
        raise Close(BAD_MESSAGE, f"Message is longer than {most} bytes")
    try:
        said = parse_json(raw)
    except BadRequest:
        raise Close(BAD_MESSAGE, "Message is not valid JSON") from None
    if not isinstance(said, dict):
        raise Close(BAD_MESSAGE, "Message is not an object")
    return _message(cast(dict[str, Any], said))


def _message(said: dict[str, Any]) -> Message:
    kind, name, payload = said.get("type"), said.get("id"), said.get("payload")
    if not isinstance(kind, str) or kind not in KINDS:
        raise Close(BAD_MESSAGE, "Message has no type of the protocol")
    if kind in WITH_ID and not (isinstance(name, str) and 0 < len(name) <= LONGEST_ID):
        raise Close(BAD_MESSAGE, f"{kind} needs an id of up to {LONGEST_ID} characters")
    if not isinstance(payload, dict | None) or (kind == "subscribe" and payload is None):
        raise Close(BAD_MESSAGE, f"The payload of {kind} is not an object")
    return Message(kind, str(name), cast(dict[str, Any], payload or {}))


def next_head(name: str) -> bytes:
    """Of the messages with the results of one operation: an encoded result follows, and a bracket.

    The result is put in as it was encoded, so that one encoding can serve many sockets.
    """
    return b'{"id":%b,"type":"next","payload":' % orjson.dumps(name)


def error_message(name: str, errors: list[GraphQLError]) -> bytes:
    payload = [error.formatted for error in errors]
    return orjson.dumps({"id": name, "type": "error", "payload": payload})


def complete_message(name: str) -> bytes:
    return orjson.dumps({"id": name, "type": "complete"})
