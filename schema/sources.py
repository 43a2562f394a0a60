"""Where a field comes from, said once beside the field. Types resolve on the rows of `models` themselves."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

import strawberry
from strawberry import Info, Parent

from madang.rules.people import Actor
from models import Base
from resolvers import reading
from resolvers.context import Context
from resolvers.listings import Listing, Order, Window
from schema import loaders
from schema.identifiers import global_id

Ctx = Info[Context, None]
T = TypeVar("T")
SOURCE = "madang.source"  # where a Strawberry field keeps its source, in its metadata

MODELS: dict[str, type[Base]] = {}  # the rows behind each type that has some, by the type's name
NODES: dict[str, type[Base]] = {}  # those of them that can be found by an identifier


@strawberry.interface(description="어디서나 통하는 ID를 가진 것")
class Node:
    @strawberry.field(description="전체에서 하나뿐인 ID. 안의 형식에 기대지 마십시오.")
    def id(root: Parent[Any], info: Ctx) -> strawberry.ID:
        return strawberry.ID(global_id(info._raw_info.parent_type.name, root.id))  # pyright: ignore[reportPrivateUsage]


def rows_of(model: type[Base], *, description: str, name: str | None = None) -> Callable[[type[T]], type[T]]:
    """A Strawberry type whose values are rows of `model`."""

    def declare(cls: type[T]) -> type[T]:
        def is_type_of(value: object, info: object) -> bool:
            return isinstance(value, model)

        cls.is_type_of = staticmethod(is_type_of)  # type: ignore[attr-defined]
        MODELS[name or cls.__name__] = model
        if issubclass(cls, Node):
            NODES[name or cls.__name__] = model
        return strawberry.type(description=description, name=name)(cls)

    return declare


@dataclass(frozen=True, slots=True)
class Column:
    """The attribute of the row that has the field's own name, or `attribute`."""

    attribute: str | None = None


@dataclass(frozen=True, slots=True)
class ToOne:
    """The row of `model` whose unique attribute `by` is this row's `key`, if the actor may see it."""

    model: type[Base]
    key: str
    by: str = "id"


@dataclass(frozen=True, slots=True)
class ToMany:
    """A short list (at most a page) of the rows whose `parent` is this row."""

    listing: Listing


@dataclass(frozen=True, slots=True)
class Computed:
    """An SQL expression over the row, for this actor."""

    model: type[Base]
    expression: reading.Expression


def column(description: str, *, of: str | None = None) -> Any:
    metadata = {SOURCE: Column(of)}
    if of is None:
        return strawberry.field(description=description, metadata=metadata)

    def resolve(root: Parent[Any]) -> Any:
        return getattr(root, of)

    return strawberry.field(resolver=resolve, description=description, metadata=metadata)


def to_one(model: type[Base], key: str, description: str, *, by: str = "id") -> Any:
    async def resolve(root: Parent[Any], info: Ctx) -> Any:
        id: UUID | None = getattr(root, key)
        return None if id is None else await loaders.row_by(info.context, model, id, attribute=by)

    source = ToOne(model, key, by)
    return strawberry.field(resolver=resolve, description=description, metadata={SOURCE: source})


def to_many(model: type[Base], parent: str, description: str, *, order: tuple[Order, ...] = ()) -> Any:
    listing = Listing(model=model, order=order, parent=parent)
    window = Window(size=100)

    async def resolve(root: Parent[Any], info: Ctx) -> Any:
        page = await loaders.page(info.context, listing, window, root.id)
        return list(page.rows)

    return strawberry.field(resolver=resolve, description=description, metadata={SOURCE: ToMany(listing)})


def computed(model: type[Base], expression: reading.Expression, description: str) -> Any:
    async def resolve(root: Parent[Any], info: Ctx) -> Any:
        return await loaders.value(info.context, model, expression, root.id)

    source = Computed(model, expression)
    return strawberry.field(resolver=resolve, description=description, metadata={SOURCE: source})


@dataclass(frozen=True, slots=True)
class Ruled:
    """A pure rule over the actor and the facts that one statement finds about many rows."""

    rule: Callable[[Actor, Any], Any]
    facts: loaders.Find


def ruled(rule: Callable[[Actor, Any], Any], facts: loaders.Find, description: str) -> Any:
    async def resolve(root: Parent[Any], info: Ctx) -> Any:
        return rule(info.context.actor, await loaders.facts(info.context, facts, root.id))

    return strawberry.field(resolver=resolve, description=description, metadata={SOURCE: Ruled(rule, facts)})
