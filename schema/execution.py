"""Run operations: the one seam between the transports and whatever executes below it."""

import logging
from collections.abc import AsyncGenerator, AsyncIterable, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass, replace
from inspect import isawaitable
from typing import Any, Generic, TypeVar, cast

import graphql
from graphql import ExecutionResult, GraphQLError, OperationType
from strawberry import Schema
from strawberry.execution import optimized_is_awaitable

from madang.errors import Refused
from resolvers import context as resolvers
from schema.caches import Figures, figures
from schema.documents import Documents, Unreadable, core_of
from schema.feeds import Live
from schema.for_many import ForMany, answer_for_many
from schema.limits import Limits
from schema.operations import Operation, Prepared, Result, failed, refused
from schema.plans import Plan, Plans, StepAside
from schema.plans.variables import Variables
from schema.refusals import present_all
from schema.repeated import Repeated
from schema.sharing import Member, Outlet, Share, Sharing, Waiting, key_of
from schema.variables import explain
from schema.wording import Wording, Wordings
from subscriptions.follower import Interrupted
from subscriptions.tasks import OUTAGES

log = logging.getLogger("madang.plans")

Context = TypeVar("Context")
Run = graphql.Executor[Any]
Contexts = Callable[[], Awaitable[Context]]


@dataclass(frozen=True, slots=True)
class Stream:
    """Results of one operation: the first ones are iterated, and if it goes on then, the others are put."""

    results: AsyncGenerator[Result, None]
    sharing: Sharing | None = None

    @classmethod
    def of(cls, result: Result) -> "Stream":
        return cls(_one(_said(result)))

    @property
    def goes_on(self) -> bool:
        return self.sharing is not None and self.sharing.joined

    def leave(self) -> None:
        """Nothing more is put."""
        if self.sharing is not None:
            self.sharing.leave()


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
        self.repeated = Repeated()
        self._wordings = Wordings()
        self._executor_class = cast(type[Run], schema.execution_context_class)

    @property
    def caches(self) -> dict[str, Figures]:
        return figures(self.documents, self._plans, self.repeated)

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
            plan, variables = self._planned_as(self._plans, prepared)
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

        Raises Interrupted if it is a subscription that cannot go on here but could elsewhere or later.
        """
        waiting = Waiting()
        stream = await self.open(prepared, contexts, waiting, after=after)
        try:
            async for result in stream.results:
                yield result
                if result.last:
                    return
            while stream.goes_on:
                yield (result := await waiting.take())
                if result.last:
                    return
        finally:
            await stream.results.aclose()
            stream.leave()

    async def open(
        self, prepared: Prepared, contexts: Contexts[Context], outlet: Outlet, *, after: str | None = None
    ) -> Stream:
        """An operation whose first results can be iterated; further ones are put to the outlet.

        `after`: the cursor behind which a subscription goes on, whatever its own argument says.

        Each event of a subscription gets a context of its own: nothing loaded for one is shown for the next.
        """
        if prepared.kind is not OperationType.SUBSCRIPTION:
            return Stream(_one(self.execute(prepared, await contexts())))
        wording = self._wordings.of(prepared)
        first = wording.base.asked(prepared.variables)
        source = await self._source(prepared, contexts, after, first)
        if isinstance(source, Result):
            return Stream.of(source)
        if (share := self._share(first, source)) is not None:
            live = cast(Live, source)
            member = Member(cast(Any, contexts), outlet, wording, live.remembered)
            sharing = Sharing(live, member, key_of(first), share)
            return Stream(_guarded(prepared, sharing.caught_up()), sharing)
        return Stream(_guarded(prepared, self._alone(prepared, contexts, source)))

    async def _source(
        self,
        prepared: Prepared,
        contexts: Contexts[Context],
        after: str | None,
        first: Prepared | None = None,
    ) -> AsyncIterable[Any] | Result:
        """What gives the events of a subscription, or why there are none. Raises Interrupted.

        `first`: the same, as somebody asked it first: there is a plan of it.
        """
        try:
            context = await contexts()
            resumed = context if after is None else cast(Any, replace)(context, after=after)
            if (called := await self._called(first or prepared, resumed)) is not None:
                return called
            source = graphql.create_source_event_stream(self._executor(prepared, resumed))
            events = await source if isawaitable(source) else source
        except Unreadable as refusal:
            return refused(*refusal.errors)
        except OUTAGES as failure:
            raise Interrupted(str(failure)) from failure
        if not isinstance(events, ExecutionResult):
            return events
        if any(isinstance(error.original_error, OUTAGES) for error in events.errors or ()):
            raise Interrupted("the database is away")
        return refused(*present_all(events.errors))

    @staticmethod
    def _planned_as(plans: Plans, prepared: Prepared) -> tuple[Plan | None, Variables]:
        """Raises StepAside for variables that do not fit, GraphQLError for more items than are given."""
        if prepared.planned is None:
            variables = plans.variables(prepared.document, prepared.node, prepared.variables)
            prepared.document.pages.count(prepared.node, variables.coerced)
            prepared.planned = plans.plan(prepared.document, prepared.node, variables), variables
        return prepared.planned

    async def _called(self, prepared: Prepared, context: Any) -> AsyncIterable[Any] | None:
        """What the field's own function gives; None where graphql-core has to say what is wrong."""
        if self._plans is None or not isinstance(context, resolvers.Context):
            return None
        try:
            plan, variables = self._planned_as(self._plans, prepared)
            return None if plan is None else await plan.begin(context, variables)
        except OUTAGES:
            raise
        except (StepAside, Refused, GraphQLError):
            return None
        except Exception:
            self.plan_failures += 1
            log.warning("a plan failed", exc_info=True)
            return None

    def _share(self, prepared: Prepared, source: object) -> Share | None:
        """How answers are shared by all who asked the same; None if it is followed alone, field by field."""
        if self._plans is None or not isinstance(source, Live):
            return None
        try:
            plan, variables = self._planned_as(self._plans, prepared)
        except (StepAside, GraphQLError):
            return None

        async def by_fields(context: resolvers.Context, shown: Any, wording: Wording) -> Result:
            self.by_fields += 1
            executor = self._executor(wording.asked(prepared.variables), cast(Any, context))
            return await _event(executor, shown, context)

        return None if plan is None else Share(source, plan, variables, by_fields)

    async def _alone(
        self, prepared: Prepared, contexts: Contexts[Context], events: AsyncIterable[Any]
    ) -> AsyncGenerator[Result, None]:
        async with _closing(events):
            async for event in events:
                context = await contexts()
                planned = await self._shared(prepared, context, event)
                planned = planned or await self.planned(prepared, context, event)
                self.by_fields += planned is None
                result = planned or await _event(self._executor(prepared, context), event, context)
                yield replace(result, cursor=getattr(event, "cursor", None))

    async def _shared(self, prepared: Prepared, context: Any, event: Any) -> Result | None:
        """The answer that was made of an event for many; None where somebody needs one of their own."""
        if self._plans is None or not isinstance(event, ForMany):
            return None
        try:
            plan, variables = self._planned_as(self._plans, prepared)
        except (StepAside, GraphQLError):
            return None
        return None if plan is None else await answer_for_many(prepared, plan, variables, context, event)

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


async def _one(result: Awaitable[Result]) -> AsyncGenerator[Result, None]:
    yield await result


async def _said(result: Result) -> Result:
    return result


async def _guarded(prepared: Prepared, results: AsyncGenerator[Result, None]) -> AsyncGenerator[Result, None]:
    """A stream is an outermost edge: a failure is its last result, presented and logged."""
    begun = False
    try:
        async with aclosing(results):
            async for result in results:
                begun = True
                yield result
    except Interrupted:
        raise
    except OUTAGES as failure:
        raise Interrupted(str(failure)) from failure
    except Exception as failure:
        yield failed(prepared.node, failure, begun=begun)


async def _finish(running: Awaitable[ExecutionResult] | ExecutionResult) -> Result:
    result = running if isinstance(running, ExecutionResult) else await running
    return Result(result.data, present_all(result.errors))


async def _event(executor: Run, event: Any, context: object) -> Result:
    one = cast(Run, executor.build_per_event_executor(event))
    one.context_value = context
    return await _finish(graphql.execute_subscription_event(one))


def _closing(events: AsyncIterable[Any]) -> Any:
    return aclosing(cast(AsyncGenerator[Any, None], events))
