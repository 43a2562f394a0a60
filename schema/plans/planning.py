"""From an operation to its plan: a tree of views, each with the parts that are found for its items first."""

from collections.abc import Callable, Sequence
from typing import Any

from graphql import (
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    SelectionSetNode,
    get_named_type,
    is_abstract_type,
)
from strawberry import Schema

from models import Base
from resolvers.columns import Columns
from schema.documents import core_of
from schema.plans.access import Access, ObjectAccess, RowAccess
from schema.plans.calls import Calls
from schema.plans.names import Names
from schema.plans.running import ObjectView, StepAside, SwitchView, View
from schema.plans.trail import Trail
from schema.plans.writing import Writing
from schema.selections import Selections
from schema.sources import MODELS, SWITCHES
from subscriptions.events import from_data

Sets = Sequence[SelectionSetNode | None]
LIST: Any = GraphQLList  # generic over types that pyright cannot know
NON_NULL: Any = GraphQLNonNull
named: Callable[[Any], Any] = get_named_type


class Planning:
    """One operation being planned. `write_fields` is schema.plans.fields.write_fields."""

    def __init__(
        self, schema: Schema, selections: Selections, write_fields: Callable[..., str], names: Names
    ) -> None:
        self.schema = core_of(schema)
        self.selections = selections
        self.calls = Calls(schema)
        self.names = names
        self.trail = Trail()
        self._write_fields = write_fields

    def rows_of(self, kind: GraphQLNamedType, sets: Sets) -> tuple[Columns, View]:
        """The columns and the view of rows that are shown as this type."""
        columns = Columns(model_of(kind))
        return columns, self.row_view(kind, sets, columns)

    def row_view(self, kind: GraphQLNamedType, sets: Sets, columns: Columns) -> View:
        access = RowAccess(columns, only=not is_abstract_type(kind))
        if not is_abstract_type(kind):
            return self.object_view(kind, sets, access)
        switch = SWITCHES[kind.name]
        place = columns.place((), switch.attribute)
        return self._switch(kind, sets, access, lambda row: switch.names[row[place]])

    def view(self, kind: GraphQLNamedType, sets: Sets) -> View:
        """The view of objects that are no rows of the database."""
        access = ObjectAccess()
        if not is_abstract_type(kind):
            return self.object_view(kind, sets, access)
        switch = SWITCHES.get(kind.name)
        return self._switch(kind, sets, access, switch.name_of if switch else _declared_name)

    def object_view(self, kind: Any, sets: Sets, access: Access) -> ObjectView:
        writing = self.writing(access)
        return writing.view(self.code(kind, sets, access, writing))

    def writing(self, access: Access) -> Writing:
        return Writing(self.names, access, self.trail)

    def code(self, kind: Any, sets: Sets, access: Access, writing: Writing) -> str:
        """Code for the answer about one item, with what it needs found put into `writing`."""
        asked = self.selections.asked(kind, sets)
        return self._write_fields(self, kind, asked, access, writing)

    def _switch(self, kind: Any, sets: Sets, access: Access, name_of: Callable[[Any], str]) -> SwitchView:
        possible = self.schema.get_possible_types(kind)
        return SwitchView(name_of, {one.name: self.object_view(one, sets, access) for one in possible})


def planning(schema: Schema, selections: Selections, write_fields: Callable[..., str]) -> Planning:
    return Planning(schema, selections, write_fields, Names(EVENT_FROM=from_data))


def model_of(kind: GraphQLNamedType) -> type[Base]:
    if kind.name in SWITCHES:
        return SWITCHES[kind.name].model
    if kind.name not in MODELS:
        raise StepAside(f"{kind.name}: 행이 아닌 형식")
    return MODELS[kind.name]


def is_rows(kind: GraphQLNamedType) -> bool:
    return kind.name in MODELS


def unwrapped(kind: Any) -> tuple[Any, bool, bool]:
    """The named type inside, whether there is a list around it, and whether it is promised."""
    required = type(kind) is NON_NULL
    inner: Any = kind.of_type if required else kind
    return named(kind), type(inner) is LIST, required


def _declared_name(item: Any) -> str:
    return item.__strawberry_definition__.name
