"""What a selection asks of one concrete type: fragments spread, directives decided, equal fields merged."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from graphql import (
    BooleanValueNode,
    DirectiveNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    Node,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    VariableNode,
    Visitor,
    is_abstract_type,
    visit,
)

Asked = dict[str, list[FieldNode]]  # by response name, in the order of the answer


class Selections:
    """The selections of one document, as these values of its Boolean variables decide them."""

    def __init__(
        self,
        schema: GraphQLSchema,
        fragments: Mapping[str, FragmentDefinitionNode],
        deciding: Mapping[str, Any],
    ) -> None:
        self._schema, self._fragments, self._deciding = schema, fragments, deciding

    def asked(self, kind: GraphQLObjectType, sets: Iterable[SelectionSetNode | None]) -> Asked:
        """The fields that all of `sets` together ask of an object of this type."""
        found: Asked = {}
        spread: set[str] = set()
        for one in sets:
            if one is not None:
                for field in self._fields(kind, one.selections, spread):
                    name = (field.alias or field.name).value
                    found.setdefault(name, []).append(field)
        return found

    def _fields(
        self, kind: GraphQLObjectType, nodes: Iterable[SelectionNode], spread: set[str]
    ) -> Iterator[FieldNode]:
        for node in nodes:
            if not self._included(node.directives or ()):
                continue
            if isinstance(node, FieldNode):
                yield node
            elif isinstance(node, InlineFragmentNode):
                if node.type_condition is None or self._applies(node.type_condition.name.value, kind):
                    yield from self._fields(kind, node.selection_set.selections, spread)
            elif isinstance(node, FragmentSpreadNode) and node.name.value not in spread:
                spread.add(node.name.value)
                fragment = self._fragments[node.name.value]
                if self._applies(fragment.type_condition.name.value, kind):
                    yield from self._fields(kind, fragment.selection_set.selections, spread)

    def _applies(self, condition: str, kind: GraphQLObjectType) -> bool:
        on = self._schema.get_type(condition)
        return on is kind or (is_abstract_type(on) and self._schema.is_sub_type(on, kind))

    def _included(self, directives: Collection[DirectiveNode]) -> bool:
        for directive in directives:
            name = directive.name.value
            if name in ("include", "skip") and self._decided(directive) is not (name == "include"):
                return False
        return True

    def _decided(self, directive: DirectiveNode) -> bool:
        (condition,) = (argument.value for argument in directive.arguments or ())
        if isinstance(condition, VariableNode):
            return bool(self._deciding[condition.name.value])
        return isinstance(condition, BooleanValueNode) and condition.value


def deciding_variables(
    operation: OperationDefinitionNode, fragments: Mapping[str, FragmentDefinitionNode]
) -> tuple[str, ...]:
    """The variables that @include and @skip read, anywhere in the document."""
    found = _Deciding()
    for node in (operation, *fragments.values()):
        visit(node, found)
    return tuple(sorted(found.names))


def variables_inside(
    operation: OperationDefinitionNode, fragments: Mapping[str, FragmentDefinitionNode]
) -> frozenset[str]:
    """The variables that the answer depends on, apart from the arguments of its root fields."""
    found: set[str] = set()
    seen: set[tuple[str, bool]] = set()

    def walk(selections: Collection[SelectionNode], *, is_root: bool) -> None:
        for node in selections:
            found.update(_variables_of(node.directives or ()))
            if isinstance(node, FieldNode):
                if not is_root:
                    found.update(_variables_of(node.arguments or ()))
                if node.selection_set:
                    walk(node.selection_set.selections, is_root=False)
            elif isinstance(node, InlineFragmentNode):
                walk(node.selection_set.selections, is_root=is_root)
            elif isinstance(node, FragmentSpreadNode) and (node.name.value, is_root) not in seen:
                seen.add((node.name.value, is_root))
                walk(fragments[node.name.value].selection_set.selections, is_root=is_root)

    walk(operation.selection_set.selections, is_root=True)
    return frozenset(found)


def _variables_of(nodes: Collection[Node]) -> set[str]:
    found = _Variables()
    for node in nodes:
        visit(node, found)
    return found.names


class _Variables(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def enter_variable(self, node: VariableNode, *_: Any) -> None:
        self.names.add(node.name.value)


class _Deciding(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def enter_directive(self, node: DirectiveNode, *_: Any) -> None:
        for argument in node.arguments or ():
            if isinstance(argument.value, VariableNode):
                self.names.add(argument.value.name.value)
