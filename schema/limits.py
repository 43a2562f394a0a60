"""How large a document may be: what an executor would see of it, fragments expanded, but counted without."""

from collections import Counter
from dataclasses import dataclass, field
from typing import NoReturn

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    Node,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
)

NESTING = 200  # selection sets inside each other that we follow: keeps clear of Python's recursion limit

MESSAGES = {
    "characters": "문서는 {allowed:,}자까지입니다. 긴 글은 변수로 보내 주세요.",
    "tokens": "문서는 낱말 {allowed:,}개까지입니다. 질의를 나누어 보내 주세요.",
    "depth": "질의는 {allowed}단계 깊이까지입니다.",
    "fields": "질의 하나에 필드는 {allowed:,}개까지입니다(조각을 펼친 수).",
    "aliases": "별칭은 {allowed}개까지입니다(조각을 펼친 수).",
    "directives": "지시어는 {allowed}개까지입니다(조각을 펼친 수).",
    "spreads": "조각 펼침은 {allowed}번까지입니다(조각 안의 조각 포함).",
    "root_fields": "질의 하나에 최상위 필드는 {allowed}개까지입니다.",
    "operations": "문서 하나에 작업은 {allowed}개까지입니다.",
    "overlaps": "같은 이름의 필드가 너무 많이 겹칩니다(겹치는 짝 {allowed:,}개까지).",
    "page": "한 번에 {allowed}개까지 받을 수 있습니다. 나머지는 이어서 받아 주세요.",
    "nodes": "질의 하나가 최대 {allowed:,}개의 항목을 부를 수 있습니다. first를 줄여 주세요.",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """Each field is the largest value still accepted. The names are what `extensions.limit` says."""

    characters: int = 20_000
    tokens: int = 4_000
    depth: int = 16  # the standard introspection query is 15 deep
    fields: int = 2_000
    aliases: int = 100
    directives: int = 100
    spreads: int = 500
    root_fields: int = 30
    operations: int = 20
    overlaps: int = 1_000  # pairs of fields with one response name: graphql-core compares each pair
    page: int = 100
    nodes: int = 50_000  # items all lists of the query could bring together
    assumed_page: int = 20  # where a connection is asked without first and last
    assumed_list: int = 10  # where a list has no pages


def refuse(limits: Limits, name: str, *nodes: Node) -> NoReturn:
    """Raise the refusal of a document that is past the limit called `name`."""
    allowed = getattr(limits, name)
    extensions = {"code": "LIMIT_EXCEEDED", "limit": name, "allowed": allowed}
    raise GraphQLError(MESSAGES[name].format(allowed=allowed), list(nodes), extensions=extensions)


@dataclass(slots=True)
class Extent:
    """The size of one selection set with everything below it."""

    depth: int = 0
    fields: int = 0
    root_fields: int = 0
    aliases: int = 0
    directives: int = 0
    spreads: int = 0

    def add(self, other: "Extent", *, deeper: bool = False) -> None:
        """Put `other` beside what is here, or one level below it."""
        self.depth = max(self.depth, other.depth + deeper)
        self.fields += other.fields
        self.root_fields += 0 if deeper else other.root_fields
        self.aliases += other.aliases
        self.directives += other.directives
        self.spreads += other.spreads


COUNTED = ("depth", "fields", "root_fields", "aliases", "directives", "spreads")


@dataclass(slots=True)
class Measure:
    """Walks each fragment once, however often it is spread. `visits` counts the selections looked at."""

    fragments: dict[str, FragmentDefinitionNode]
    limits: Limits
    visits: int = 0
    _known: dict[str, Extent] = field(default_factory=dict[str, Extent])
    _open: set[str] = field(default_factory=set[str])

    @property
    def reached(self) -> set[str]:
        return set(self._known)

    def extent(self, selections: SelectionSetNode | None, level: int = 0) -> Extent:
        total = Extent()
        if selections is None:
            return total
        if level > NESTING:
            refuse(self.limits, "depth", selections)
        for selection in selections.selections:
            self._count(selection, total, level + 1)
        return total

    def _count(self, selection: SelectionNode, total: Extent, level: int) -> None:
        self.visits += 1
        total.directives += len(selection.directives or ())
        if isinstance(selection, FieldNode):
            total.fields += 1
            total.root_fields += 1
            total.aliases += selection.alias is not None
            total.add(self.extent(selection.selection_set, level), deeper=True)
        elif isinstance(selection, FragmentSpreadNode):
            total.spreads += 1
            total.add(self._fragment(selection, level))
        else:
            total.add(self.extent(_inner(selection), level))

    def _fragment(self, spread: FragmentSpreadNode, level: int) -> Extent:
        name = spread.name.value
        if name in self._known:
            return self._known[name]
        if name in self._open:
            raise GraphQLError(f"조각 {name}이(가) 자기 자신을 다시 펼칩니다.", spread)
        fragment = self.fragments.get(name)
        self._open.add(name)
        extent = self.extent(fragment.selection_set if fragment else None, level)
        self._open.discard(name)
        self._known[name] = extent
        return extent


def count_overlaps(operation: OperationDefinitionNode, measure: Measure, *, enough: int) -> int:
    """Pairs of fields that would be merged into one place of the answer, counted until past `enough`.

    graphql-core's merging rule compares each such pair, so a short document can keep it busy for seconds.
    Only for operations within the other limits: then each expanded field is looked at once.
    """
    pairs, places = 0, [[operation.selection_set]]
    while places and pairs <= enough:
        groups = _fields_by_name(places.pop(), measure)
        for group in groups.values():
            pairs += len(group) * (len(group) - 1) // 2
            places.append([node.selection_set for node in group if node.selection_set])
    return pairs


def _fields_by_name(sets: list[SelectionSetNode], measure: Measure) -> dict[str, list[FieldNode]]:
    groups: dict[str, list[FieldNode]] = {}
    spread: set[str] = set()
    todo = list(sets)
    while todo:
        for selection in todo.pop().selections:
            measure.visits += 1
            if isinstance(selection, FieldNode):
                groups.setdefault((selection.alias or selection.name).value, []).append(selection)
            elif isinstance(selection, FragmentSpreadNode):
                name = selection.name.value
                if name in measure.fragments and name not in spread:
                    spread.add(name)
                    todo.append(measure.fragments[name].selection_set)
            else:
                todo.append(_inner(selection))
    return groups


def _inner(selection: SelectionNode) -> SelectionSetNode:
    assert isinstance(selection, InlineFragmentNode)
    return selection.selection_set


def check_shape(document: DocumentNode, limits: Limits) -> int:
    """Refuse a document past any limit; needs no schema. Returns how many selections were looked at."""
    found = [node for node in document.definitions if isinstance(node, FragmentDefinitionNode)]
    measure = Measure({node.name.value: node for node in found}, limits)
    operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    if len(operations) > limits.operations:
        refuse(limits, "operations", *operations)
    for operation in operations:
        _check_operation(operation, measure)
    _check_names(found, measure)
    return measure.visits


def _check_operation(operation: OperationDefinitionNode, measure: Measure) -> None:
    extent = measure.extent(operation.selection_set)
    extent.directives += len(operation.directives or ())
    for name in COUNTED:
        if getattr(extent, name) > getattr(measure.limits, name):
            refuse(measure.limits, name, operation)
    enough = measure.limits.overlaps
    if count_overlaps(operation, measure, enough=enough) > enough:
        refuse(measure.limits, "overlaps", operation)


def _check_names(fragments: list[FragmentDefinitionNode], measure: Measure) -> None:
    """Fragments nobody spreads, or two of one name, were not measured: nobody else shall walk them."""
    for name, times in Counter(node.name.value for node in fragments).items():
        if times > 1:
            raise GraphQLError(f"조각 {name}이(가) {times}번 정의되었습니다.", fragments)
        if name not in measure.reached:
            raise GraphQLError(f"조각 {name}이(가) 쓰이지 않습니다.", measure.fragments[name])
