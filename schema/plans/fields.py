"""Code for each field of a selection, by where the field comes from (schema.sources)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from graphql import FieldNode, GraphQLField, GraphQLObjectType, is_abstract_type, is_leaf_type

from resolvers.columns import Inner, Join, mapped
from resolvers.facts import Facts
from schema.identifiers import writer_of
from schema.loaders import Find
from schema.plans.access import ITEM, Access, ObjectAccess, RowAccess
from schema.plans.calls import strawberry_field
from schema.plans.leaves import as_told, identifier, leaf, present
from schema.plans.pages import page_code
from schema.plans.parts import FactsPart, ObjectsPart, PagePart, Rows, SeveralPart, ToOnePart
from schema.plans.planning import Planning, is_rows, unwrapped
from schema.plans.running import Run, StepAside, View, plain
from schema.plans.writing import Writing
from schema.selections import Asked
from schema.sources import (
    SOURCE,
    Aspect,
    Column,
    Computed,
    Derived,
    Gathered,
    Identifier,
    Listed,
    Ruled,
    Several,
    Told,
    ToldOne,
    ToMany,
    ToOne,
)

MOST_JOINS = 10  # of one statement; more rows are read by one of their own
NO_ROW = "행이 아닌 객체에 SQL 식"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a selection: what it is called in the answer, and all that is asked of it."""

    planning: Planning
    writing: Writing
    access: Access
    kind: GraphQLObjectType  # whose field it is
    definition: GraphQLField
    nodes: list[FieldNode]

    @property
    def sets(self) -> list[Any]:
        return [node.selection_set for node in self.nodes]

    @property
    def name(self) -> str:
        return strawberry_field(self.definition).python_name

    def constant(self, value: Any) -> str:
        return self.planning.names.of(value)

    def shown(self, code: str, *, may_lack: bool = True) -> str:
        """Code for the answer about the value that `code` gives, which is no row."""
        named, many, required = unwrapped(self.definition.type)
        if is_leaf_type(named):
            shown = self._leaves(named, code) if many else leaf(self.planning.names, named, code)
            return f"{self.constant(present)}({shown})" if required and may_lack else shown
        return self._objects(named, many, required, code)

    def _leaves(self, named: Any, code: str) -> str:
        one, every = self.planning.names.fresh(), self.planning.names.fresh()
        shown = leaf(self.planning.names, named, one)
        return f"(None if ({every} := {code}) is None else [{shown} for {one} in {every}])"

    def _objects(self, named: Any, many: bool, required: bool, code: str) -> str:
        inline = None if is_abstract_type(named) else self._inline(named, many, required, code)
        if inline is not None:
            return inline
        view = self.planning.view(named, self.sets)
        return self.writing.part(ObjectsPart(self.writing.function(code), view, many))

    def apart(self) -> View | None:
        """What shows the field's objects, if something must be found for them first."""
        named, many, required = unwrapped(self.definition.type)
        if is_leaf_type(named) or self._inline(named, many, required, ITEM) is not None:
            return None
        return self.planning.view(named, self.sets)

    def _inline(self, named: Any, many: bool, required: bool, code: str) -> str | None:
        """The object written out where it stands, unless something must be found for it first."""
        one = self.planning.names.fresh()
        access = ObjectAccess(one)
        apart = self.planning.writing(access)
        shown = self.planning.code(named, self.sets, access, apart)
        if apart.parts:
            return None
        lacking = f"{self.constant(present)}(None)" if required else "None"
        if not many:
            return f"({lacking} if ({one} := {code}) is None else {shown})"
        every = self.planning.names.fresh()
        return f"({lacking} if ({every} := {code}) is None else [{shown} for {one} in {every}])"


def write_fields(
    planning: Planning, kind: GraphQLObjectType, asked: Asked, access: Access, writing: Writing
) -> str:
    """A dict display with the answers to all fields asked of one item."""
    shown: list[str] = []
    for name, nodes in asked.items():
        code = repr(kind.name)
        if (called := nodes[0].name.value) != "__typename":
            with planning.trail.into(name):
                code = field_code(Field(planning, writing, access, kind, kind.fields[called], nodes))
        shown.append(f"{name!r}: {code}")
    return "{" + ", ".join(shown) + "}"


def field_code(field: Field) -> str:
    declared = strawberry_field(field.definition)
    source = declared.metadata.get(SOURCE)
    if source is not None:
        return WRITERS[type(source)](field, source)
    if declared.base_resolver is not None:
        raise StepAside("어디서 오는지 적지 않은 리졸버")
    named, many, _ = unwrapped(field.definition.type)
    if not is_rows(named):
        return _column(field, Column())
    if many:
        raise StepAside("객체가 든 행의 목록")
    return _held_row(field)


def _held_row(field: Field) -> str:
    """A row that an object holds: what it was is not what it may show, so it is read as the actor sees it."""
    held = field.access.attribute(field.name)
    return _to_one_part(field, f"None if {held} is None else {held}.id", "id")


def _identifier(field: Field, source: Identifier) -> str:
    if isinstance(field.access, RowAccess):
        return field.access.shown(identifier(field.kind.name))
    return f"{field.constant(writer_of(field.kind.name))}({field.access.attribute('id')})"


def _column(field: Field, source: Column) -> str:
    name = source.attribute or field.name
    return field.shown(_shown_as_told(field, name), may_lack=field.access.may_lack(name))


def _shown_as_told(field: Field, name: str) -> str:
    named, many, _ = unwrapped(field.definition.type)
    if isinstance(field.access, RowAccess) and not many:
        column = mapped(field.access.model, name)
        if column is not None and (shown := as_told(named, column)) is not None:
            return field.access.shown(shown)
    return field.access.attribute(name)


def _values(field: Field, access: Access, names: tuple[Any, ...]) -> str:
    """Code for arguments: the values of attributes and expressions as rules take them."""
    return ", ".join(_value(field, access, name) for name in names)


def _value(field: Field, access: Access, name: Any) -> str:
    if not isinstance(name, str):
        if not isinstance(access, RowAccess):
            raise StepAside(NO_ROW)
        return access.expression(name)
    code, enumeration = access.value(name)
    if enumeration is None:
        return code
    return f"(None if {code} is None else {field.constant(enumeration)}({code}))"


def _derived(field: Field, source: Derived) -> str:
    function = field.constant(source.function)
    return field.shown(f"{function}(ctx, {_values(field, field.access, source.attributes)})")


def _computed(field: Field, source: Computed) -> str:
    if not isinstance(field.access, RowAccess):
        raise StepAside(NO_ROW)
    return field.shown(field.access.expression(source.expression))


def _ruled(field: Field, source: Ruled) -> str:
    rule = field.constant(source.rule)
    if isinstance(source.facts, Facts) and isinstance(field.access, RowAccess):
        make, values = field.constant(source.facts.make), _values(field, field.access, source.facts.asked)
        return field.shown(f"run.judged({rule}, {make}, {values})")
    facts = _facts(field, Always(source.facts))
    return field.shown(f"{rule}(run.actor, {facts})")


@dataclass(frozen=True, slots=True)
class Always:
    """The same for every run."""

    find: Find

    def __call__(self, run: Run) -> Find:
        return self.find


def _gathered(field: Field, source: Gathered) -> str:
    find_for = field.planning.calls.of(field.definition, field.nodes[0])
    if (view := field.apart()) is None:
        return field.shown(_facts(field, find_for))
    _, many, _ = unwrapped(field.definition.type)
    return _facts(field, find_for, view, many=many)


def _facts(
    field: Field, find_for: Callable[[Run], Find], view: View | None = None, *, many: bool = False
) -> str:
    key = field.writing.key(field.access.attribute("id"))
    return field.writing.part(FactsPart(key, find_for, view, many))


def _to_one(field: Field, source: ToOne) -> str:
    access, key = field.access, source.key
    if isinstance(access, RowAccess) and isinstance(key, str) and len(access.columns.paths) < MOST_JOINS:
        return _joined(field, access, Join(source.model, key, source.by))
    if isinstance(key, str):
        return _to_one_part(field, access.attribute(key), source.by)
    if not isinstance(access, RowAccess):
        raise StepAside(NO_ROW)
    return _to_one_part(field, access.expression(key), source.by)


def _aspect(field: Field, source: Aspect) -> str:
    named, _, _ = unwrapped(field.definition.type)
    shown = field.planning.code(named, field.sets, field.access, field.writing)
    return f"(None if {field.access.attribute(source.when)} is None else {shown})"


def _joined(field: Field, access: RowAccess, join: Join) -> str:
    named, _, _ = unwrapped(field.definition.type)
    joined = access.joined(join)
    shown = field.planning.code(named, field.sets, joined, field.writing)
    return f"(None if {joined.found()} is None else {shown})"


def _to_one_part(field: Field, key: str, by: str) -> str:
    named, _, _ = unwrapped(field.definition.type)
    columns, view = field.planning.rows_of(named, field.sets)
    part = ToOnePart(field.writing.key(key), Rows(columns, [view]), by)
    return field.writing.part(part)


def _to_many(field: Field, source: ToMany) -> str:
    named, _, _ = unwrapped(field.definition.type)
    columns, view = field.planning.rows_of(named, field.sets)
    part = PagePart(
        parent=_own_model(field),
        listing=lambda run: (source.listing, {}),
        usual=source.window,
        rows=Rows(columns, [view]),
        reads=True,
        counts=False,
    )
    return _page_below(field, part, "PAGE.shown[0]")


def _listed(field: Field, source: Listed) -> str:
    call = field.planning.calls.of(field.definition, field.nodes[0])
    named, _, _ = unwrapped(field.definition.type)
    rows, reads, counts, code = page_code(field.planning, named, field.sets)
    root = field.kind is field.planning.schema.query_type
    part = PagePart(
        parent=None if root else _own_model(field),
        listing=call.listing,
        usual=None,
        rows=rows,
        reads=reads,
        counts=counts,
    )
    return _page_of(field, part, code) if root else _page_below(field, part, code)


def _page_of(field: Field, part: PagePart, code: str) -> str:
    return code.replace("PAGE", field.writing.part(part))


def _page_below(field: Field, part: PagePart, code: str) -> str:
    """`code` with the page for PAGE: found for all items, or held by each because it was read with it."""
    access = field.access
    if not isinstance(access, RowAccess) or not access.holds:
        return _page_of(field, _keyed(field, part), code)
    part.inside = part.reads or part.counts
    if part.counts:
        place = access.columns.place_inside(Inner(part.rows.columns, part.total_inside))
        code = code.replace("PAGE.total", f"{ITEM}[{place}]")
    if part.reads:
        part.place = access.columns.place_inside(Inner(part.rows.columns, part.rows_inside))
        if len(part.rows.views) == 1 and plain(part.rows.views[0]) is not None:
            code = code.replace("PAGE.shown[0]", f"{field.constant(part.nodes)}(run, {ITEM}[{part.place}])")
    if "PAGE" in code or not part.inside:
        return _page_of(field, part if part.reads else _keyed(field, part), code)
    field.writing.held(part)
    return code


def _keyed(field: Field, part: PagePart) -> PagePart:
    """With a statement of its own for all items."""
    part.key = field.writing.key(field.access.attribute("id"))
    return part


def _own_model(field: Field) -> Any:
    """What the parents are, if they are rows that were read under their own access rule."""
    return field.access.model if isinstance(field.access, RowAccess) else None


def _several(field: Field, source: Several) -> str:
    named, _, _ = unwrapped(field.definition.type)
    columns, view = field.planning.rows_of(named, field.sets)
    ids = field.writing.key(field.access.attribute(source.ids))
    return field.writing.part(SeveralPart(source.listing, ids, Rows(columns, [view])))


def _told(field: Field, source: Told) -> str:
    return field.shown(f"{field.writing.event()}.{source.attribute or field.name}")


def _told_one(field: Field, source: ToldOne) -> str:
    return _to_one_part(field, f"{field.access.event}.{source.by}", "id")


WRITERS: dict[type, Callable[[Field, Any], str]] = {
    Identifier: _identifier,
    Column: _column,
    Derived: _derived,
    Computed: _computed,
    Ruled: _ruled,
    Gathered: _gathered,
    ToOne: _to_one,
    Aspect: _aspect,
    ToMany: _to_many,
    Listed: _listed,
    Several: _several,
    Told: _told,
    ToldOne: _told_one,
}
