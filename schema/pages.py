"""How many items a query could bring: the product of nested page sizes, known before anything is read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLList,
    GraphQLNamedType,
    GraphQLSchema,
    GraphQLWrappingType,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
    is_composite_type,
    is_interface_type,
    is_object_type,
)

from schema.limits import Limits, refuse

SIZES = ("first", "last")
IDS = "ids"  # a list asked for by its identifiers is as long as they are
WRAPPING: Any = GraphQLWrappingType  # generic over types that pyright cannot know
LIST: Any = GraphQLList


@dataclass(slots=True)
class Pages:
    """A list in the query with the lists below it. Fragments share their Pages, so the tree is a graph."""

    node: FieldNode | None = None
    sizes: list[int | str] = field(default_factory=list[int | str])  # a number, or the name of a variable
    assumed: int = 1
    below: list["Pages"] = field(default_factory=list["Pages"])


class PagePlan:
    """What `count` needs to know of one validated document. Made once a document; walks a fragment once."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode, limits: Limits) -> None:
        self.limits = limits
        self.visits = 0
        self._schema = schema
        self._known: dict[str, Pages] = {}
        self._fragments = {
            node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)
        }
        self._always: dict[int, int] = {}  # by operation, if no variable changes it
        self._reads_variables = False
        self._operations = {
            id(node): self._operation(node)
            for node in document.definitions
            if isinstance(node, OperationDefinitionNode)
        }

    def count(self, operation: OperationDefinitionNode, variables: Mapping[str, Any]) -> int:
        """Items the operation could bring. Refuses a page or a total past its limit.

        `variables` as coerced, that is with their defaults.
        """
        total = self._always.get(id(operation))
        if total is None:
            total = _items(self._operations[id(operation)], variables, self.limits, {})
            if not self._reads_variables:
                self._always[id(operation)] = total
        if total > self.limits.nodes:
            refuse(self.limits, "nodes", operation)
        return total

    def _operation(self, node: OperationDefinitionNode) -> Pages:
        root = self._schema.get_root_type(node.operation)
        return Pages(below=self._lists(node.selection_set, root))

    def _lists(self, selections: SelectionSetNode, parent: GraphQLNamedType | None) -> list[Pages]:
        found: list[Pages] = []
        for selection in selections.selections:
            self.visits += 1
            if isinstance(selection, FieldNode):
                found += self._field(selection, parent)
            elif isinstance(selection, FragmentSpreadNode):
                found.append(self._fragment(selection.name.value))
            elif isinstance(selection, InlineFragmentNode):
                condition = selection.type_condition
                inner = self._schema.get_type(condition.name.value) if condition else parent
                found += self._lists(selection.selection_set, inner)
        return found

    def _fragment(self, name: str) -> Pages:
        if name not in self._known:
            fragment = self._fragments[name]
            on = self._schema.get_type(fragment.type_condition.name.value)
            self._known[name] = Pages(below=self._lists(fragment.selection_set, on))
        return self._known[name]

    def _field(self, node: FieldNode, parent: GraphQLNamedType | None) -> list[Pages]:
        definition = _definition(node, parent)
        if definition is None or node.selection_set is None:
            return []
        kind, many = _unwrap(definition.type)
        below = self._lists(node.selection_set, kind)
        if any(name in definition.args for name in SIZES):
            return [self._pages(node, _sizes(node, definition), self.limits.assumed_page, below)]
        if many and IDS in definition.args:
            return [self._pages(node, _ids(node), self.limits.assumed_list, below)]
        if many and is_composite_type(kind) and not _is_page_or_schema(parent):
            return [Pages(node, [], self.limits.assumed_list, below)]
        return below

    def _pages(self, node: FieldNode, sizes: list[int | str], assumed: int, below: list[Pages]) -> Pages:
        self._reads_variables = self._reads_variables or any(isinstance(size, str) for size in sizes)
        return Pages(node, sizes, assumed, below)


def _definition(node: FieldNode, parent: GraphQLNamedType | None) -> GraphQLField | None:
    if is_object_type(parent) or is_interface_type(parent):
        return parent.fields.get(node.name.value)
    return None


def _sizes(node: FieldNode, definition: GraphQLField) -> list[int | str]:
    given = {argument.name.value: argument.value for argument in node.arguments or ()}
    asked = [_size(given[name]) for name in SIZES if name in given]
    if not asked:
        asked = [definition.args[name].default_value for name in SIZES if name in definition.args]
    return [size for size in asked if isinstance(size, int | str)]


def _ids(node: FieldNode) -> list[int | str]:
    given = [argument.value for argument in node.arguments or () if argument.name.value == IDS]
    return [_length(value) for value in given]


def _length(value: ValueNode) -> int | str:
    """A number, or the name of a variable. One value where a list is wanted is a list of one."""
    if isinstance(value, VariableNode):
        return value.name.value
    return len(value.values) if isinstance(value, ListValueNode) else 1


def _size(value: ValueNode) -> int | str | None:
    if isinstance(value, VariableNode):
        return value.name.value
    return int(value.value) if isinstance(value, IntValueNode) else None


def _unwrap(kind: Any) -> tuple[GraphQLNamedType, bool]:
    """The named type inside, and whether there is a list around it."""
    many = False
    while isinstance(kind, WRAPPING):
        many = many or isinstance(kind, LIST)
        kind = kind.of_type
    return kind, many


def _is_page_or_schema(parent: GraphQLNamedType | None) -> bool:
    """Lists in there multiply nothing: the connection has counted its page, the schema has one size."""
    pages = ("Connection", "SearchPage")
    return parent is not None and (parent.name.endswith(pages) or parent.name.startswith("__"))


def _items(pages: Pages, variables: Mapping[str, Any], limits: Limits, known: dict[int, int]) -> int:
    """Items per one parent. Each Pages is worked out once, however many fragments lead to it."""
    if id(pages) not in known:
        below = sum(_items(inner, variables, limits, known) for inner in pages.below)
        known[id(pages)] = below if pages.node is None else _page(pages, variables, limits) * (1 + below)
    return known[id(pages)]


def _page(pages: Pages, variables: Mapping[str, Any], limits: Limits) -> int:
    asked = [variables.get(size) if isinstance(size, str) else size for size in pages.sizes]
    sizes = [len(cast(list[Any], size)) if isinstance(size, list) else size for size in asked]
    page = max((size for size in sizes if isinstance(size, int)), default=None)
    if page is None:
        return pages.assumed
    if page > limits.page and pages.node is not None:
        refuse(limits, "page", pages.node)
    return max(page, 0)
