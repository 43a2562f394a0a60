"""What every transport needs: who is asking, what runs the operation, and with what in its hands."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from graphql import GraphQLError, OperationType

from madang.server.auth import Identity, SignIn
from schema.documents import Unreadable
from schema.execution import Engine, Operation, Prepared

Context = TypeVar("Context")


@dataclass(frozen=True, slots=True)
class Door(Generic[Context]):
    engine: Engine[Context]
    sign_in: SignIn
    context_for: Callable[[Identity | None], Awaitable[Context]]  # fresh: once an operation, once an event

    def admit(self, operation: Operation, identity: Identity | None) -> Prepared:
        """Raises Unreadable if the operation cannot run, or not for this identity."""
        prepared = self.engine.prepare(operation)
        if identity is not None and identity.read_only and prepared.kind is OperationType.MUTATION:
            message = "읽기 전용 토큰으로는 바꿀 수 없습니다."
            raise Unreadable(GraphQLError(message, extensions={"code": "FORBIDDEN"}))
        return prepared
