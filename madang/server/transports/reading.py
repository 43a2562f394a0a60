"""Make an operation of what came in, or say what is wrong: nothing a client sends ends in a traceback."""

import json
import re
from collections.abc import Mapping
from typing import Any, cast
from urllib.parse import parse_qsl

import orjson

from schema.operations import Operation

NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")
NAMES = ("query", "variables", "operationName", "extensions")
QUOTED = tuple(f'"{name}"'.encode() for name in NAMES)


class BadRequest(Exception):
    """The request is no GraphQL request. Shown to the client with this HTTP status."""

    def __init__(
        self,
        message: str,
        *,
        status: int = 400,
        code: str = "BAD_REQUEST",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.message, self.status, self.code, self.headers = message, status, code, dict(headers or {})


def from_body(raw: bytes) -> Operation:
    """Of the JSON body of a POST."""
    return from_parameters(parse_json(raw))


def from_query_string(raw: bytes) -> Operation:
    """Of the parameters of a GET, where variables and extensions are JSON in text."""
    try:
        pairs = parse_qsl(raw.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=20)
    except ValueError:
        raise BadRequest("주소의 매개변수를 읽을 수 없습니다. UTF-8로 적어 주세요.") from None
    _refuse_twins([name for name, _ in pairs])
    given: dict[str, Any] = dict(pairs)
    for name in ("variables", "extensions"):
        if name in given:
            given[name] = parse_json(given[name].encode()) if given[name] else None
    return from_parameters(given)


def from_parameters(given: object) -> Operation:
    """Of the four parameters of a GraphQL request."""
    if not isinstance(given, dict):
        raise BadRequest("요청은 query를 가진 JSON 객체여야 합니다.")
    parameters = cast(dict[str, Any], given)
    query, name = parameters.get("query"), parameters.get("operationName")
    variables, extensions = parameters.get("variables"), parameters.get("extensions")
    if not isinstance(query, str) or not query or query.isspace():
        raise BadRequest("query에 GraphQL 문서를 글로 넣어 주세요.")
    if name is not None and not isinstance(name, str):
        raise BadRequest("operationName은 글이어야 합니다.")
    if variables is not None and not isinstance(variables, dict):
        raise BadRequest("variables는 객체여야 합니다.")
    if extensions is not None and not isinstance(extensions, dict):
        raise BadRequest("extensions는 객체여야 합니다.")
    return Operation(query, cast(dict[str, Any], variables or {}), name or None)


def parse_json(raw: bytes) -> object:
    """JSON as its RFC has it: UTF-8, no NaN, no half surrogates, no bottomless nesting. And no U+0000."""
    try:
        value = orjson.loads(raw)
    except orjson.JSONDecodeError:
        raise BadRequest("JSON(UTF-8)을 읽을 수 없습니다.") from None
    if b"\\u0000" in raw and NUL.search(raw):
        raise BadRequest("널 문자(U+0000)는 쓸 수 없습니다.", code="BAD_INPUT")
    for name in QUOTED:
        if raw.count(name) > 1:
            _refuse_twins(_top_names(raw))
            break
    return value


def _top_names(raw: bytes) -> object:
    """The names in the outermost object, repeated ones repeated. Slow, so only for suspects."""
    try:
        return json.loads(raw, object_pairs_hook=lambda pairs: [name for name, _ in pairs])
    except RecursionError:
        raise BadRequest("JSON이 너무 깊이 겹쳐 있습니다.") from None


def _refuse_twins(names: object) -> None:
    """Two values for one parameter: which one a proxy in between has checked, nobody knows."""
    for name in NAMES:
        if isinstance(names, list) and cast(list[object], names).count(name) > 1:
            raise BadRequest(f"{name}이(가) 두 번 들어 있습니다.")
