"""Refusals reach the client with a code; every other failure is hidden behind the number of an incident."""

import logging
import secrets
from collections.abc import Iterable
from typing import ClassVar

from graphql import GraphQLError, GraphQLSyntaxError
from sqlalchemy.exc import TimeoutError as NoConnection
from strawberry.extensions import MaskErrors

from madang.errors import Refused

log = logging.getLogger("madang.incidents")


Incidents = dict[str, str]  # numbers by what was raised: a hundred rows that fail alike are one incident


class Counted:
    """Since the process began."""

    incidents: ClassVar[int] = 0


def present(error: GraphQLError, known: Incidents | None = None) -> GraphQLError:
    """The error as the client may see it, always with `extensions.code`."""
    cause = _cause(error)
    if isinstance(cause, Refused):
        return _shown(error, message=str(cause), code=cause.code, **_details(cause))
    if isinstance(cause, GraphQLError):
        return _about_the_request(error, cause)
    if _passes(cause):
        log.warning("unavailable at %s: %s", error.path, type(cause).__name__)
        return _shown(error, message="서버가 바쁩니다. 잠시 뒤에 다시 해 주십시오.", code="UNAVAILABLE")
    return _incident(error, cause, {} if known is None else known)


def _details(refusal: Refused) -> dict[str, object]:
    details: dict[str, object] = {"input": list(refusal.field)} if refusal.field else {}
    return details | ({"reason": refusal.reason.value} if refusal.reason else {})


def present_all(errors: Iterable[GraphQLError] | None) -> list[GraphQLError]:
    known: Incidents = {}
    return [present(error, known) for error in errors or ()]


def _cause(error: GraphQLError) -> Exception | None:
    """What was raised: a refusal, a GraphQL error about the request, or (None included) a mistake of ours."""
    raised: Exception | None = error
    while isinstance(raised, GraphQLError) and raised.original_error is not None:
        raised = raised.original_error
    if raised is not error and isinstance(raised, GraphQLError) and not (raised.nodes or raised.extensions):
        return None  # a value we returned does not fit its type: graphql-core says so without a place
    return raised


def _passes(cause: Exception | None) -> bool:
    """Whether the database was not even reached, so that nothing can have been done: nobody's mistake."""
    return isinstance(cause, NoConnection | ConnectionRefusedError)


def _about_the_request(error: GraphQLError, cause: GraphQLError) -> GraphQLError:
    told = dict(cause.extensions or {})
    if "code" in told:
        return _shown(error, message=cause.message, **told)
    if isinstance(cause, GraphQLSyntaxError):
        return _shown(error, message=cause.message, code="GRAPHQL_PARSE_FAILED")
    if error.path is None:
        return _shown(error, message=cause.message, code="GRAPHQL_VALIDATION_FAILED")
    return _shown(error, message=f"입력값이 올바르지 않습니다. {cause.message}", code="BAD_INPUT")


def _shown(error: GraphQLError, *, message: str, **extensions: object) -> GraphQLError:
    return GraphQLError(
        message, nodes=error.nodes, source=error.source, positions=error.positions, path=error.path,
        extensions=dict(extensions),
    )  # fmt: skip


def _incident(error: GraphQLError, cause: Exception | None, known: Incidents) -> GraphQLError:
    alike = f"{type(cause).__name__}: {error.message}"
    if alike not in known:
        known[alike] = secrets.token_hex(4)
        Counted.incidents += 1
        log.error("incident %s at %s: %s", known[alike], error.path, error.message, exc_info=cause)
    number = known[alike]
    message = f"서버에 문제가 생겼습니다. 담당자에게 오류 번호 {number}을(를) 알려 주세요."
    return GraphQLError(
        message, nodes=error.nodes, path=error.path, extensions={"code": "INTERNAL", "id": number}
    )


class ShowRefusals(MaskErrors):
    """The same for `schema.execute` and `schema.subscribe`: queries, mutations, each result of a stream."""

    def __init__(self) -> None:
        super().__init__()  # masks all: `present` decides what is shown

    def anonymise_error(self, error: GraphQLError) -> GraphQLError:
        return present(error)
