"""The order in which clients ask for fields: who asks the same in another one gets the same answer, so put.

Fields may change places where a selection set holds nothing but fields, each under a name of its own and none
left out by a directive. All else has to stand as it stands.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, cast

from graphql import FieldNode, InlineFragmentNode, Node, OperationDefinitionNode, SelectionSetNode, print_ast

from schema.documents import Document

Arrange = Callable[[Any], Any]


class _Unlike(Exception):
    """What is asked cannot be told by its fields alone."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A field: `what` is asked, without the name it is called by where that is free; and what is below it."""

    what: str
    name: str
    below: "Selection | None"


@dataclass(frozen=True, slots=True)
class Selection:
    """The fields of one object, those of inline fragments among them. `free`: in any order."""

    what: str
    fields: tuple[Asked, ...]
    free: bool


def selection_of(document: Document, operation: OperationDefinitionNode) -> Selection | None:
    """None where order cannot be told apart from what is asked, as with fragments that have a name."""
    if document.fragments or len(document.operations) > 1:
        return None
    try:
        asked = _selection(operation.selection_set)
    except _Unlike:
        return None
    head: tuple[Node, ...] = (*(operation.variable_definitions or ()), *(operation.directives or ()))
    said = " ".join(map(print_ast, head))
    return Selection(f"{operation.operation.value} {said} {asked.what}", asked.fields, asked.free)


def arranging(given: Selection, wanted: Selection) -> Arrange:
    """From an object of the `given` selection to one of the `wanted`, which asks the same in its order."""
    if not given.free:
        return _inside(given, wanted)
    names = {one.what: one for one in given.fields}  # of what is asked twice, one is as good as the other
    fields = [(one.name, names[one.what].name, _below(names[one.what], one)) for one in wanted.fields]
    return _each(
        lambda shown: {
            name: shown[old] if arrange is None else arrange(shown[old]) for name, old, arrange in fields
        }
    )


def _inside(given: Selection, wanted: Selection) -> Arrange:
    pairs = zip(given.fields, wanted.fields, strict=True)
    below = {one.name: arrange for one, other in pairs if (arrange := _below(one, other)) is not None}
    return _each(
        lambda shown: {name: below[name](value) if name in below else value for name, value in shown.items()}
    )


def _below(given: Asked, wanted: Asked) -> Arrange | None:
    if given.below is None or wanted.below is None or given.below == wanted.below:
        return None
    return arranging(given.below, wanted.below)


def _each(arrange: Arrange) -> Arrange:
    """Of an object, of each in a list, or of none."""

    def arranged(shown: Any) -> Any:
        if type(shown) is list:
            return [arranged(one) for one in cast(list[Any], shown)]
        return shown if shown is None else arrange(shown)

    return arranged


def _selection(node: SelectionSetNode) -> Selection:
    fields = [one for one in node.selections if isinstance(one, FieldNode) and not one.directives]
    names = {_name(one) for one in fields}
    if len(fields) == len(node.selections) == len(names):
        asked = tuple(_asked(one, named=False) for one in fields)
        return Selection("{" + " ".join(sorted(one.what for one in asked)) + "}", asked, free=True)
    said: list[str] = []
    found = tuple(_as_they_stand(node, said))
    below = [one.name for one in found if one.below is not None]
    if len(set(below)) < len(below):  # merged, or of several types: nobody knows which one an object is of
        raise _Unlike
    return Selection("{" + " ".join(said) + "}", found, free=False)


def _as_they_stand(node: SelectionSetNode, said: list[str]) -> Iterator[Asked]:
    """The fields, those of inline fragments among them. Adds what is asked to what is said."""
    for one in node.selections:
        if isinstance(one, FieldNode):
            yield (asked := _asked(one, named=True))
            said.append(asked.what)
        elif isinstance(one, InlineFragmentNode):
            on = one.type_condition.name.value if one.type_condition else ""
            said.append(" ".join(("...", on, *map(print_ast, one.directives or ()), "{")))
            yield from _as_they_stand(one.selection_set, said)
            said.append("}")
        else:
            raise _Unlike


def _asked(node: FieldNode, *, named: bool) -> Asked:
    below = _selection(node.selection_set) if node.selection_set is not None else None
    given: tuple[Node, ...] = (*(node.arguments or ()), *(node.directives or ()))
    parts = (node.name.value, *map(print_ast, given), below.what if below else "")
    name = _name(node)
    return Asked(" ".join((f"{name}:", *parts) if named else parts), name, below)


def _name(node: FieldNode) -> str:
    return node.alias.value if node.alias else node.name.value
