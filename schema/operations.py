"""What clients ask for, and what they get."""

from dataclasses import dataclass, field
from typing import Any

import orjson
from graphql import GraphQLError, OperationDefinitionNode, OperationType

from schema.documents import Document
from schema.refusals import present


@dataclass(frozen=True, slots=True)
class Operation:
    """What a client asks for, as it came in."""

    query: str
    variables: dict[str, Any] = field(default_factory=dict[str, Any])
    name: str | None = None


@dataclass(slots=True)
class Prepared:
    """An operation whose document was accepted. `planned`: its plan and variables, once they were found."""

    document: Document
    node: OperationDefinitionNode
    variables: dict[str, Any]
    planned: Any = field(default=None, repr=False, compare=False)

    @property
    def kind(self) -> OperationType:
        return self.node.operation

    @property
    def name(self) -> str | None:
        return self.node.name.value if self.node.name else None


@dataclass(frozen=True, slots=True)
class Result:
    """An answer. `executed` is False if nothing was run: then there is no `data` entry at all."""

    data: dict[str, Any] | None = None
    errors: list[GraphQLError] = field(default_factory=list[GraphQLError])
    executed: bool = True
    cursor: str | None = None  # of the event it shows: who has it, can resume behind it
    last: bool = False  # of a stream that goes on nowhere
    text: bytes | None = None  # encoded already, for many: `data` may be left out

    def encode(self) -> bytes:
        """The response as JSON in UTF-8. What JSON cannot say becomes an incident."""
        if self.text is not None:
            return self.text
        answer: dict[str, Any] = {"data": self.data} if self.executed else {}
        if self.errors:
            answer["errors"] = [error.formatted for error in self.errors]
        try:
            return orjson.dumps(answer)
        except TypeError as error:  # a number past 64 bits, half a surrogate pair
            hidden = present(GraphQLError("answer cannot be written as JSON", original_error=error))
            return orjson.dumps({"data": None, "errors": [hidden.formatted]})


def encoded(data: dict[str, Any], *, cursor: str | None) -> Result:
    """For many."""
    return Result(data, cursor=cursor, text=Result(data).encode())


def refused(*errors: GraphQLError) -> Result:
    return Result(errors=list(errors), executed=False)


def failed(operation: OperationDefinitionNode, failure: Exception, *, begun: bool = True) -> Result:
    """The last result of a stream. `begun`: it has had another one."""
    path = [_response_name(operation)]
    shown = present(GraphQLError(str(failure), path=path, original_error=failure))
    return Result(errors=[shown], executed=begun, last=True)


def _response_name(operation: OperationDefinitionNode) -> str:
    first = operation.selection_set.selections[0]
    alias_or_name = getattr(first, "alias", None) or getattr(first, "name")  # noqa: B009
    return alias_or_name.value
