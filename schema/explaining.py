"""How an operation is answered: its plan, what it read when it was run once, and why a plan stepped aside."""

from dataclasses import dataclass, field, replace
from time import perf_counter

from graphql import GraphQLError, OperationType
from strawberry import Schema

from madang.errors import Refused
from models.recording import Recorded, place, recording
from resolvers.context import Context
from schema.caches import Figures, figures
from schema.documents import Unreadable
from schema.execution import Engine
from schema.limits import Limits
from schema.operations import Operation, Prepared, Result
from schema.plans import Plan, Plans, StepAside
from schema.plans.running import Run
from schema.plans.telling import Level, code_of, tell
from schema.plans.trail import place_of
from schema.plans.variables import Variables
from schema.plans.watching import watch
from schema.variables import explain as faults

FIELD_BY_FIELD = "Strawberry"  # the place of what is read where no plan answers


@dataclass(frozen=True, slots=True)
class Aside:
    """Why Strawberry answers, and where in the answer the plan found that out."""

    path: str
    why: str
    running: bool  # else planning


@dataclass(slots=True)
class Explained:
    """`result` is None for what was only planned."""

    prepared: Prepared
    levels: tuple[Level, ...] = ()
    code: str = ""  # the function written for the root
    aside: Aside | None = None
    statements: list[Recorded] = field(default_factory=list[Recorded])
    result: Result | None = None
    seconds: float = 0.0


class Explaining:
    """Explains the operations of texts, each with a plan of its own."""

    def __init__(self, schema: Schema, limits: Limits | None = None) -> None:
        self._engine: Engine[Context] = Engine(schema, limits, plans=False)
        self._plans = Plans(schema)
        self._before = self._figures()

    def _figures(self) -> dict[str, Figures]:
        return figures(self._engine.documents, self._plans)

    @property
    def caches(self) -> dict[str, Figures]:
        """What explaining made of them; statements are counted for the whole process."""
        return {name: now.since(self._before[name]) for name, now in self._figures().items()}

    def operations(self, text: str) -> list[str | None]:
        """The names of the text's operations. Raises Unreadable."""
        return list(self._engine.documents.read(text).operations)

    async def explain(self, operation: Operation, context: Context) -> Explained:
        """A query is run, once; anything else is only planned. Raises Unreadable."""
        prepared = self._engine.prepare(operation)
        variables = self._variables(prepared)
        explained = Explained(prepared)
        plan = self._plan(explained, variables)
        if plan is not None:
            explained.levels = tell(plan.view, Run(context, variables))
            explained.code = code_of(plan.view)
        if prepared.kind is OperationType.QUERY:
            await self._run(explained, plan, context, variables)
        return explained

    def _variables(self, prepared: Prepared) -> Variables:
        document, node, given = prepared.document, prepared.node, prepared.variables
        try:
            variables = self._plans.variables(document, node, given)
            document.pages.count(node, variables.coerced)
        except StepAside:
            unfit = GraphQLError("입력값이 올바르지 않습니다.")
            raise Unreadable(*(faults(self._engine.schema, node, given) or [unfit])) from None
        except GraphQLError as error:
            raise Unreadable(error) from None
        return variables

    def _plan(self, explained: Explained, variables: Variables) -> Plan | None:
        document, node = explained.prepared.document, explained.prepared.node
        plan = self._plans.plan(document, node, variables)
        if plan is None:
            try:
                self._plans.made(document, node, variables)
            except StepAside as aside:
                explained.aside = Aside(place_of(aside), str(aside), running=False)
        return plan

    async def _run(
        self, explained: Explained, plan: Plan | None, context: Context, variables: Variables
    ) -> None:
        begun = perf_counter()
        with recording(context.reads) as explained.statements:
            if plan is not None:
                explained.result = await self._planned(explained, plan, context, variables)
            if explained.result is None:
                before = place.set(FIELD_BY_FIELD)
                fresh = replace(context, loaders={}, outcomes={})
                explained.result = await self._engine.execute(explained.prepared, fresh)
                place.reset(before)
        explained.seconds = perf_counter() - begun

    async def _planned(
        self, explained: Explained, plan: Plan, context: Context, variables: Variables
    ) -> Result | None:
        watch(plan.view)
        try:
            return Result(await plan.answer(context, variables))
        except Exception as failure:
            expected = isinstance(failure, (StepAside, Refused, GraphQLError))
            why = str(failure) if expected else f"{type(failure).__name__}: {failure}"
            explained.aside = Aside(place_of(failure), why, running=True)
            return None
