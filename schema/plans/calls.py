"""Calling a Strawberry field's function without Strawberry's executor: guards, arguments, function."""

from collections.abc import Callable, Set
from dataclasses import dataclass
from functools import wraps
from inspect import iscoroutinefunction
from types import SimpleNamespace
from typing import Any, cast

from graphql import (
    ArgumentNode,
    FieldNode,
    GraphQLError,
    GraphQLField,
    VariableNode,
    Visitor,
    get_argument_values,
    visit,
)
from graphql.pyutils import Path
from strawberry import Schema
from strawberry.permission import BasePermission, PermissionExtension
from strawberry.types.arguments import convert_arguments
from strawberry.types.field import StrawberryField

from madang.errors import NotSignedIn, Refused
from resolvers.context import Outcome
from resolvers.listings import Listing
from schema.connections import PAGING
from schema.payloads import RefusalsAsErrors
from schema.plans.inputs import REQUIRED, Take, Unusual, is_plain, literal, taker
from schema.plans.running import Run, StepAside

Add = Callable[[Run, dict[str, Any]], None]


@dataclass(slots=True)
class Call:
    """One field of one operation. What its arguments are is worked out once unless they hold variables."""

    function: Callable[..., Any]
    guards: tuple[BasePermission, ...]
    takes_source: bool  # as its first parameter; plans have no one source to give
    named: tuple[tuple[str, bool], ...]  # further parameters: their names, and whether they are the info
    arguments: Callable[[Run], dict[str, Any]]

    def __call__(self, run: Run) -> Any:
        return self._called(run, self.arguments(run))

    def listing(self, run: Run) -> tuple[Listing, dict[str, Any]]:
        """The listing, and the arguments that say which page of it."""
        given = self.arguments(run)
        paging = {name: value for name, value in given.items() if name in PAGING}
        return self._called(run, {name: given[name] for name in given if name not in PAGING}), paging

    def _called(self, run: Run, given: dict[str, Any]) -> Any:
        for guard in self.guards:
            if not guard.has_permission(None, cast(Any, run)):
                raise StepAside(f"{type(guard).__name__}: 들어올 수 없는 사람")
        for name, is_info in self.named:
            given = {**given, name: run if is_info else None}
        return self.function(None, **given) if self.takes_source else self.function(**given)


class Calls:
    """Makes the calls of a schema's fields."""

    def __init__(self, schema: Schema) -> None:
        self._config = schema.config
        self._scalars = schema.schema_converter.scalar_registry

    def of(self, definition: GraphQLField, node: FieldNode) -> Call:
        field = strawberry_field(definition)
        resolver = cast(Any, field).base_resolver
        if resolver is None:
            raise StepAside("부를 함수가 없는 필드")
        parameters = (resolver.parent_parameter, resolver.root_parameter, resolver.info_parameter)
        return Call(
            function=resolver.wrapped_func,
            guards=tuple(guard for one in field.extensions for guard in _guards(one)),
            takes_source=resolver.self_parameter is not None,
            named=tuple((one.name, one is resolver.info_parameter) for one in parameters if one),
            arguments=self._arguments(field, definition, node),
        )

    def of_source(self, definition: GraphQLField, node: FieldNode) -> Call | None:
        """Of a subscription's field; None unless it is a function that is awaited, behind guards alone."""
        extensions = strawberry_field(definition).extensions
        call = self.of(definition, node)
        alone = iscoroutinefunction(call.function) and all(_guards(one) for one in extensions)
        return call if alone else None

    def resolved(self, definition: GraphQLField, node: FieldNode, name: str) -> Callable[[Run], Any]:
        """The field's whole resolver, with its guards and extensions, at the root of an operation."""
        field = strawberry_field(definition)

        @wraps(cast(Any, field).base_resolver.wrapped_func)
        def resolve(run: Run) -> Any:
            info = SimpleNamespace(context=run.context, path=Path(None, name, None), field_name=field.name)
            given = get_argument_values(definition, node, run.variables.values)
            assert definition.resolve is not None
            return definition.resolve(None, cast(Any, info), **given)

        return resolve

    def once(self, definition: GraphQLField, node: FieldNode, name: str) -> Callable[[Run], Any]:
        """A mutation: should the plan step aside later, Strawberry finds the outcome."""
        resolve = self._changing(definition, node) or self.resolved(definition, node, name)

        @wraps(resolve)
        async def resolve_once(run: Run) -> Any:
            try:
                payload = await resolve(run)
            except Exception as error:
                run.context.outcomes[name] = Outcome(error=error)
                raise
            run.context.outcomes[name] = Outcome(payload)
            return payload

        return resolve_once

    def _changing(self, definition: GraphQLField, node: FieldNode) -> Callable[[Run], Any] | None:
        """The mutation's function with what its extensions add; None if it has others than ours."""
        extensions = strawberry_field(definition).extensions
        refusals = [one for one in extensions if isinstance(one, RefusalsAsErrors)]
        if len(refusals) != 1 or any(not _guards(one) for one in extensions if one is not refusals[0]):
            return None
        call, shown = self.of(definition, node), refusals[0]

        async def change(run: Run) -> Any:
            try:
                return await call(run)
            except NotSignedIn:
                raise
            except Refused as refusal:
                return shown.payload(refusal)

        return change

    def _arguments(
        self, field: StrawberryField, definition: GraphQLField, node: FieldNode
    ) -> Callable[[Run], dict[str, Any]]:
        """Constants are worked out once; what holds variables is taken as it is or made anew each time."""
        given = {argument.name.value: argument for argument in node.arguments or ()}
        varying = {name: one for name, one in given.items() if _reads_variables(one)}
        fixed = self._worked_out(field, definition, node, definition.args.keys() - varying.keys())(None)
        adding = [self._adding(field, definition, node, one) for one in varying.values()]

        def arguments(run: Run) -> dict[str, Any]:
            found = dict(fixed)
            for add in adding:
                add(run, found)
            return found

        return arguments if adding else lambda run: fixed

    def _adding(
        self, field: StrawberryField, definition: GraphQLField, node: FieldNode, argument: ArgumentNode
    ) -> Add:
        """Adds the argument, in which there are variables, to those found."""
        kind = cast(Any, definition.args[argument.name.value].type)
        if isinstance(argument.value, VariableNode) and is_plain(kind):
            return self._taken(field, definition, node, argument)
        by_core = self._worked_out(field, definition, node, {argument.name.value})
        take = taker(kind)
        if take is None:
            return lambda run, found: found.update(by_core(run))
        return self._made(field, argument, take, by_core)

    def _made(
        self,
        field: StrawberryField,
        argument: ArgumentNode,
        take: Take,
        by_core: Callable[[Run], dict[str, Any]],
    ) -> Add:
        name, value = self._python_names(field)[argument.name.value], literal(argument.value)

        def add(run: Run, found: dict[str, Any]) -> None:
            if not run.variables.usual:
                found.update(by_core(run))
                return
            try:
                found[name] = take(value(run.variables.coerced))
            except Unusual:
                found.update(by_core(run))

        return add

    def _python_names(self, field: StrawberryField) -> dict[str, str]:
        """Of the arguments, by their names in the schema."""
        return {self._config.name_converter.from_argument(one): one.python_name for one in field.arguments}

    def _taken(
        self, field: StrawberryField, definition: GraphQLField, node: FieldNode, argument: ArgumentNode
    ) -> Add:
        """Adds the argument, which is a plain variable, to those found; or its default."""
        name = argument.name.value
        variable = cast(VariableNode, argument.value).name.value
        required = type(cast(Any, definition.args[name].type)) is REQUIRED
        name_in_python = self._python_names(field)[name]
        absent = self._default(field, definition, node, name)

        def add(run: Run, found: dict[str, Any]) -> None:
            coerced = run.variables.coerced
            if variable not in coerced:
                found.update(absent())
                return
            value = found[name_in_python] = coerced[variable]
            if value is None and required:
                raise StepAside(f"{name}: null을 받지 않는 인자")

        return add

    def _default(
        self, field: StrawberryField, definition: GraphQLField, node: FieldNode, name: str
    ) -> Callable[[], dict[str, Any]]:
        """The argument where it is not given. Raises StepAside where it must be."""
        nothing = FieldNode(name=node.name, arguments=(), loc=node.loc)
        try:
            default = self._worked_out(field, definition, nothing, {name})(None)
        except GraphQLError:
            return _step_aside
        return lambda: default

    def _worked_out(
        self, field: StrawberryField, definition: GraphQLField, node: FieldNode, names: Set[str]
    ) -> Callable[[Run | None], dict[str, Any]]:
        """These arguments alone, as graphql-core and Strawberry work them out."""
        part = GraphQLField(
            definition.type, args={name: of for name, of in definition.args.items() if name in names}
        )
        said = tuple(one for one in node.arguments or () if one.name.value in names)
        asked = FieldNode(name=node.name, arguments=said, loc=node.loc)

        def work_out(run: Run | None) -> dict[str, Any]:
            given = get_argument_values(part, asked, run.variables.values if run else None)
            return convert_arguments(given, field.arguments, self._scalars, self._config)

        return work_out


def _step_aside() -> Any:
    raise StepAside("꼭 주어야 하는 인자가 없음")


def _guards(extension: Any) -> tuple[BasePermission, ...]:
    return tuple(extension.permissions) if isinstance(extension, PermissionExtension) else ()


def strawberry_field(definition: GraphQLField) -> StrawberryField:
    return definition.extensions["strawberry-definition"]


def _reads_variables(node: ArgumentNode) -> bool:
    """Whether there is a variable in it, however deep inside."""
    found = _Variables()
    visit(node, found)
    return found.any


class _Variables(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.any = False

    def enter_variable(self, node: VariableNode, *_: Any) -> None:
        self.any = True
