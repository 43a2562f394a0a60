"""Run operations: the one seam between the transports and whatever executes below it."""

import logging
from collections.abc import AsyncGenerator, AsyncIterable, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from inspect import isawaitable
from typing import Any, Generic, TypeVar, cast

import graphql
import orjson
from graphql import (
    ExecutionResult,
    GraphQLError,
    OperationDefinitionNode,
    OperationType,
)
from strawberry import Schema
from strawberry.execution import optimized_is_awaitable

from madang.errors import Refused
from resolvers import context as resolvers
from schema.caches import Figures, figures
from schema.documents import Document, Documents, Unreadable, core_of
from schema.limits import Limits
from schema.plans import Plans, StepAside
from schema.refusals import present, present_all
from schema.variables import explain
from subscriptions.follower import Interrupted

log = logging.getLogger("madang.plans")

Context = TypeVar("Context")
Run = graphql.Executor[Any]
Contexts = Callable[[], Awaitable[Context]]


@dataclass(frozen=True, slots=True)
class Operation:
    """What a client asks for, as it came in."""

    query: str
    variables: dict[str, Any] = field(default_factory=dict[str, Any])
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """An operation whose document was accepted."""

    document: Document
    node: OperationDefinitionNode
    variables: dict[str, Any]

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

    def encode(self) -> bytes:
        """The response as JSON in UTF-8. What JSON cannot say becomes an incident."""
        answer: dict[str, Any] = {"data": self.data} if self.executed else {}
        if self.errors:
            answer["errors"] = [error.formatted for error in self.errors]
        try:
            return orjson.dumps(answer)
        except TypeError as error:  # a number past 64 bits, half a surrogate pair
            hidden = present(GraphQLError("answer cannot be written as JSON", original_error=error))
            return orjson.dumps({"data": None, "errors": [hidden.formatted]})


def refused(*errors: GraphQLError) -> Result:
    return Result(errors=list(errors), executed=False)


class Engine(Generic[Context]):
    """Executes a Strawberry schema. Documents are bounded and cached, errors presented."""

    def __init__(
        self,
        schema: Schema,
        limits: Limits | None = None,
        *,
        suggestions: bool = False,
        introspection: bool = True,
        plans: bool = True,
    ) -> None:
        """`plans=False`: everything field by field, as the plans' answers must be, too."""
        self.schema = core_of(schema)
        self.by_plan = self.by_fields = self.plan_failures = 0  # answers, and plans that broke
        self._plans = Plans(schema) if plans else None
        self.documents = Documents(self.schema, limits, suggestions=suggestions, introspection=introspection)
        self._executor_class = cast(type[Run], schema.execution_context_class)

    @property
    def caches(self) -> dict[str, Figures]:
        return figures(self.documents, self._plans)

    def prepare(self, operation: Operation) -> Prepared:
        """Raises schema.documents.Unreadable with the errors to show."""
        document = self.documents.read(operation.query)
        return Prepared(document, document.operation(operation.name), operation.variables)

    async def execute(self, prepared: Prepared, context: Context) -> Result:
        """A query or mutation."""
        if (planned := await self.planned(prepared, context)) is not None:
            return planned
        self.by_fields += 1
        try:
            executor = self._executor(prepared, context)
        except Unreadable as refusal:
            return refused(*refusal.errors)
        return await _finish(graphql.execute_root_selection_set(executor))

    async def planned(self, prepared: Prepared, context: Any, item: Any = None) -> Result | None:
        """The answer by a plan; None where Strawberry has to answer."""
        if self._plans is None or not isinstance(context, resolvers.Context):
            return None
        try:
            variables = self._plans.variables(prepared.document, prepared.node, prepared.variables)
            prepared.document.pages.count(prepared.node, variables.coerced)
            plan = self._plans.plan(prepared.document, prepared.node, variables)
            if plan is None:
                return None
            answer = Result(await plan.answer(context, variables, item))
            self.by_plan += 1
            context.outcomes.clear()  # shown: nobody has to show them again
            return answer
        except (StepAside, Refused, GraphQLError):
            return None
        except Exception:
            self.plan_failures += 1
            log.warning("a plan failed", exc_info=True)
            return None

    async def stream(
        self, prepared: Prepared, contexts: Contexts[Context], *, after: str | None = None
    ) -> AsyncGenerator[Result, None]:
        """Any operation as a stream of results; a query or mutation gives one.

        `after`: the cursor behind which a subscription goes on, whatever its own argument says.

        Each event of a subscription gets a context of its own: nothing loaded for one is shown for the next.
        Raises Interrupted if the subscription cannot go on here but could elsewhere or later.
        """
        if prepared.kind is not OperationType.SUBSCRIPTION:
            yield await self.execute(prepared, await contexts())
            return
        try:
            context = await contexts()
            resumed = context if after is None else cast(Any, replace)(context, after=after)
            executor = self._executor(prepared, resumed)
        except Unreadable as refusal:
            yield refused(*refusal.errors)
            return
        async with aclosing(self._follow(prepared, executor, contexts)) as results:
            async for result in results:
                yield result

    async def _follow(
        self, prepared: Prepared, executor: Run, contexts: Contexts[Context]
    ) -> AsyncGenerator[Result, None]:
        source = graphql.create_source_event_stream(executor)
        events = await source if isawaitable(source) else source
        if isinstance(events, ExecutionResult):
            yield refused(*present_all(events.errors))
            return
        begun = False
        try:
            async with _closing(events):
                async for event in events:
                    context = await contexts()
                    planned = await self.planned(prepared, context, event)
                    self.by_fields += planned is None
                    result = planned or await _event(executor, event, context)
                    begun = True
                    yield replace(result, cursor=getattr(event, "cursor", None))
        except Interrupted:
            raise
        except Exception as error:  # a stream is an outermost edge: the failure is presented and logged
            path = [_response_name(executor.operation)]
            shown = present(GraphQLError(str(error), path=path, original_error=error))
            yield Result(errors=[shown], executed=begun)

    def _executor(self, prepared: Prepared, context: Context) -> Run:
        built = cast(
            Run | list[GraphQLError],
            self._executor_class.build(
                self.schema,
                prepared.document.node,
                context_value=context,
                raw_variable_values=prepared.variables,
                operation_name=prepared.name,
                is_awaitable=cast(Any, optimized_is_awaitable),
                hide_suggestions=True,
            ),
        )
        if isinstance(built, list):
            explained = explain(self.schema, prepared.node, prepared.variables)
            raise Unreadable(*(explained or present_all(built)))
        try:
            prepared.document.pages.count(prepared.node, built.variable_values.coerced)
        except GraphQLError as error:
            raise Unreadable(error) from None
        return built


async def _finish(running: Awaitable[ExecutionResult] | ExecutionResult) -> Result:
    result = running if isinstance(running, ExecutionResult) else await running
    return Result(result.data, present_all(result.errors))


async def _event(executor: Run, event: Any, context: object) -> Result:
    one = cast(Run, executor.build_per_event_executor(event))
    one.context_value = context
    return await _finish(graphql.execute_subscription_event(one))


def _closing(events: AsyncIterable[Any]) -> Any:
    return aclosing(cast(AsyncGenerator[Any, None], events))


def _response_name(operation: OperationDefinitionNode) -> str:
    first = operation.selection_set.selections[0]
    alias_or_name = getattr(first, "alias", None) or getattr(first, "name")  # noqa: B009
    return alias_or_name.value
