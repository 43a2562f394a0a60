"""What every transport needs: who is asking, what runs the operation, and with what in its hands."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from graphql import GraphQLError, OperationType
from starlette.requests import HTTPConnection

from madang.errors import NotSignedIn
from madang.server.auth import Identity, SignIn
from madang.server.transports.sittings import Sittings
from schema.documents import Unreadable
from schema.execution import Engine, Stream
from schema.operations import Operation, Prepared, Result, refused
from schema.refusals import present
from schema.sharing import Outlet
from subscriptions.follower import Interrupted

Context = TypeVar("Context")


@dataclass(frozen=True, slots=True)
class Door(Generic[Context]):
    engine: Engine[Context]
    sign_in: SignIn
    context_for: Callable[[Identity | None], Awaitable[Context]]  # fresh: once an operation, once an event
    sittings: Sittings = field(default_factory=Sittings)

    async def still_admits(
        self, connection: HTTPConnection, payload: Mapping[str, Any] | None, identity: Identity | None
    ) -> bool:
        """Whether who came in with this proof would be let in as the same today."""
        try:
            found = await self.sign_in(connection, payload)
            await self.context_for(found)
        except NotSignedIn:
            return False
        return found == identity

    async def stream(
        self, prepared: Prepared, identity: Identity | None, *, after: str | None = None
    ) -> AsyncGenerator[Result, None]:
        """The results of an operation one by one, failures among them. `after`: the cursor to resume behind.

        Raises Interrupted if they could go on elsewhere or later.
        """
        try:
            stream = self.engine.stream(prepared, lambda: self.context_for(identity), after=after)
            async with aclosing(stream) as results:
                async for result in results:
                    yield result
        except Interrupted:
            raise
        except Exception as error:  # the outermost edge of an operation
            yield refused(present(GraphQLError(str(error), original_error=error)))

    async def open(self, prepared: Prepared, identity: Identity | None, outlet: Outlet) -> Stream:
        """The results of an operation, failures among them: some are iterated, the others put to the outlet.

        Raises Interrupted if they could come elsewhere or later.
        """
        try:
            return await self.engine.open(prepared, lambda: self.context_for(identity), outlet)
        except Interrupted:
            raise
        except Exception as error:  # the outermost edge of an operation
            return Stream.of(refused(present(GraphQLError(str(error), original_error=error))))

    def admit(self, operation: Operation | Prepared, identity: Identity | None) -> Prepared:
        """Raises Unreadable if the operation cannot run, or not for this identity."""
        prepared = operation if isinstance(operation, Prepared) else self.engine.prepare(operation)
        if identity is not None and identity.read_only and prepared.kind is OperationType.MUTATION:
            message = "읽기 전용 토큰으로는 바꿀 수 없습니다."
            raise Unreadable(GraphQLError(message, extensions={"code": "FORBIDDEN"}))
        return prepared
