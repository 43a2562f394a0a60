"""Where a field comes from, said once beside the field.

`schema.plans` reads these declarations and answers whole operations from bare rows. The resolvers made here
say the same for one field at a time: Strawberry runs them for what no plan covers, on the rows of `models`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

import strawberry
from strawberry import Info, Parent
from strawberry.extensions import FieldExtension

from madang.rules.conditions import among
from models import Base
from resolvers.columns import Asked, Expression, mapped
from resolvers.context import Context
from resolvers.facts import Facts
from resolvers.listings import Listing, Order, Window
from resolvers.reading import NO_PARENT
from schema import loaders
from schema.identifiers import global_id

Ctx = Info[Context, None]
T = TypeVar("T")
SOURCE = "madang.source"  # where a Strawberry field keeps its source, in its metadata

MODELS: dict[str, type[Base]] = {}  # the rows behind each type that has some, by the type's name
NODES: dict[str, type[Base]] = {}  # those of them that can be found by an identifier


@dataclass(frozen=True, slots=True)
class Switch:
    """How rows of one model are told apart that an interface shows as different types."""

    model: type[Base]
    attribute: str
    names: dict[str, str]  # the type's name by what the attribute says
    name_of: Callable[[Any], str]  # the type's name of an object that is no row


SWITCHES: dict[str, Switch] = {}  # by the name of the interface


@dataclass(frozen=True, slots=True)
class Identifier:
    """The global identifier: of the type that the field is asked of."""


@dataclass(frozen=True, slots=True)
class Column:
    """The attribute of the row or object that has the field's own name, or `attribute`."""

    attribute: str | None = None


@dataclass(frozen=True, slots=True)
class Derived:
    """`function` of the context and of these attributes of the row or object."""

    function: Callable[..., Any]
    attributes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToOne:
    """The row of `model` whose unique attribute `by` is this row's `key`, if the actor may see it."""

    model: type[Base]
    key: Asked
    by: str = "id"


@dataclass(frozen=True, slots=True)
class ToMany:
    """A short list (at most a page) of the rows whose `parent` is this row."""

    listing: Listing
    window: Window


@dataclass(frozen=True, slots=True)
class Computed:
    """An SQL expression over the row."""

    model: type[Base]
    expression: Expression


@dataclass(frozen=True, slots=True)
class Ruled:
    """A pure rule over the actor and facts: read with the row (Facts), or found for many rows at once.

    Rules about rows that citizens see, too, take None for their actor.
    """

    rule: Callable[[Any, Any], Any]
    facts: Facts | loaders.Find


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the Find that the field's function returns finds for many rows at once."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of the Listing that the field's function returns."""


@dataclass(frozen=True, slots=True)
class Picked:
    """The rows that the field's function picks (schema.picking)."""


@dataclass(frozen=True, slots=True)
class Aspect:
    """The same row as another type shows it, while its attribute `when` is not None."""

    when: str


@dataclass(frozen=True, slots=True)
class Several:
    """The rows of the listing whose identifiers the object's attribute `ids` holds, if they may be seen."""

    listing: Listing
    ids: str


@dataclass(frozen=True, slots=True)
class Told:
    """The attribute of the event that has the field's own name, or `attribute`."""

    attribute: str | None = None


@dataclass(frozen=True, slots=True)
class ToldOne:
    """The row that the event's attribute `by` points to, if the actor may see it."""

    model: type[Base]
    by: str


@strawberry.interface(description="어디서나 통하는 ID를 가진 것")
class Node:
    @strawberry.field(
        description="전체에서 하나뿐인 ID. 안의 형식에 기대지 마십시오.", metadata={SOURCE: Identifier()}
    )
    def id(root: Parent[Any], info: Ctx) -> strawberry.ID:
        return strawberry.ID(global_id(info._raw_info.parent_type.name, root.id))  # pyright: ignore[reportPrivateUsage]


def rows_of(model: type[Base], *, description: str, name: str | None = None) -> Callable[[type[T]], type[T]]:
    """A Strawberry type whose values are rows of `model`. Raises TypeError for a field without a source."""

    def declare(cls: type[T]) -> type[T]:
        def is_type_of(value: object, info: object) -> bool:
            return isinstance(value, model)

        cls.is_type_of = staticmethod(is_type_of)  # type: ignore[attr-defined]
        MODELS[name or cls.__name__] = model
        if issubclass(cls, Node):
            NODES[name or cls.__name__] = model
        declared = strawberry.type(description=description, name=name)(cls)
        check_sources(declared, model)
        return declared

    return declare


def check_sources(cls: Any, model: type[Base]) -> None:
    for field in cls.__strawberry_definition__.fields:
        source = field.metadata.get(SOURCE)
        if source is None:
            raise TypeError(f"{cls.__name__}.{field.python_name} does not say where it comes from")
        if isinstance(source, Column) and mapped(model, source.attribute or field.python_name) is None:
            raise TypeError(f"{cls.__name__}.{field.python_name} is no column of {model.__name__}")


def column(description: str, *, of: str | None = None) -> Any:
    metadata = {SOURCE: Column(of)}
    if of is None:
        return strawberry.field(description=description, metadata=metadata)

    def resolve(root: Parent[Any]) -> Any:
        return getattr(root, of)

    return strawberry.field(resolver=resolve, description=description, metadata=metadata)


def derived(function: Callable[..., Any], *attributes: str, description: str) -> Any:
    """`function` takes the context and the values of the attributes."""

    def resolve(root: Parent[Any], info: Ctx) -> Any:
        return function(info.context, *(getattr(root, name) for name in attributes))

    metadata = {SOURCE: Derived(function, attributes)}
    return strawberry.field(resolver=resolve, description=description, metadata=metadata)


def to_one(model: type[Base], key: str, description: str, *, by: str = "id") -> Any:
    async def resolve(root: Parent[Any], info: Ctx) -> Any:
        id: UUID | None = getattr(root, key)
        return None if id is None else await loaders.row_by(info.context, model, id, attribute=by)

    source = ToOne(model, key, by)
    return strawberry.field(resolver=resolve, description=description, metadata={SOURCE: source})


def found(model: type[Base], key: Expression, description: str, *, of: type[Base]) -> Any:
    """The row of `model` that an SQL expression over a row of `of` points to."""

    async def resolve(root: Parent[Any], info: Ctx) -> Any:
        id: UUID | None = await loaders.value(info.context, of, key, root.id)
        return None if id is None else await loaders.row_by(info.context, model, id)

    return strawberry.field(resolver=resolve, description=description, metadata={SOURCE: ToOne(model, key)})


def to_many(model: type[Base], parent: str, description: str, *, order: tuple[Order, ...] = ()) -> Any:
    listing = Listing(model=model, order=order, parent=parent)
    window = Window(size=100)

    async def resolve(root: Parent[Any], info: Ctx) -> Any:
        page = await loaders.page(info.context, listing, window, root.id)
        return list(page.rows)

    source = ToMany(listing, window)
    return strawberry.field(resolver=resolve, description=description, metadata={SOURCE: source})


def aspect(when: str, description: str) -> Any:
    def resolve(root: Parent[Any]) -> Any:
        return None if getattr(root, when) is None else root

    return strawberry.field(resolver=resolve, description=description, metadata={SOURCE: Aspect(when)})


def several(listing: Listing, ids: str, description: str) -> Any:
    """A short list of rows, in the order of the listing, of an object that is no row itself."""

    async def resolve(root: Parent[Any], info: Ctx) -> Any:
        narrowed = listing.narrowed(among("id", getattr(root, ids)))
        return list((await loaders.page(info.context, narrowed, Window(size=100), NO_PARENT)).rows)

    source = Several(listing, ids)
    return strawberry.field(resolver=resolve, description=description, metadata={SOURCE: source})


def computed(model: type[Base], expression: Expression, description: str) -> Any:
    async def resolve(root: Parent[Any], info: Ctx) -> Any:
        return await loaders.value(info.context, model, expression, root.id)

    source = Computed(model, expression)
    return strawberry.field(resolver=resolve, description=description, metadata={SOURCE: source})


def ruled(rule: Callable[[Any, Any], Any], facts: Facts | loaders.Find, description: str) -> Any:
    async def resolve(root: Parent[Any], info: Ctx) -> Any:
        return rule(info.context.visitor, await loaders.facts(info.context, facts, root.id))

    return strawberry.field(resolver=resolve, description=description, metadata={SOURCE: Ruled(rule, facts)})


def gathered(of: Any, *, description: str) -> Callable[[Callable[..., loaders.Find]], Any]:
    """A field of type `of` from a function that returns a Find; the function's arguments are the field's."""

    def declare(finding: Callable[..., loaders.Find]) -> Any:
        return strawberry.field(
            resolver=finding,
            graphql_type=of,
            description=description,
            extensions=[_Gathering()],
            metadata={SOURCE: Gathered()},
        )

    return declare


class _Gathering(FieldExtension):
    def resolve(self, next_: Callable[..., Any], source: Any, info: Ctx, **kwargs: Any) -> Any:
        return loaders.facts(info.context, next_(source, info, **kwargs), source.id)
