"""What clients call things: who asks the same in other words gets the same answer, in words of their own.

In another order, too (schema.ordering); here are the words.

Two operations may differ in their own name, and in each alias that is not the name of a field that the
document asks without one. Such names can be changed for others without changing what is asked: equal ones
stay equal, different ones different, and fields merge as before.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol, TypeVar
from weakref import WeakValueDictionary

from graphql import (
    FieldNode,
    NameNode,
    Node,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
)

from schema.documents import Document
from schema.operations import Prepared, Result, encoded
from schema.ordering import Arrange, Selection, arranging, selection_of

Words = tuple[bytes, ...]
PLACE = "\0"  # stands in no document for a name


class Wording:
    """An operation as a document asks it. `first`: who asked the same in the same order, save for words.

    `words`: the aliases that may differ, as they stand in an answer, in the order of the text.
    """

    __slots__ = (
        "__weakref__",
        "_arrange",
        "_base",
        "_words",
        "document",
        "first",
        "operation",
        "selection",
        "words",
    )

    def __init__(self, document: Document, operation: OperationDefinitionNode, words: Words) -> None:
        self.document, self.operation, self.words = document, operation, words
        self.first = self._base = self
        self.selection: Selection | None = None  # of a base, for those who ask in another order
        self._arrange: Arrange | None = None
        self._words: re.Pattern[bytes] | None = None

    @property
    def base(self) -> "Wording":
        """Who asked the same, in whose words and order the answer is made."""
        return self.first._base

    def arranges(self, base: "Wording", arrange: Arrange) -> None:
        """It is answered as `base` is, and its answers arranged so."""
        self._base, self._arrange = base, arrange

    def in_order(self, result: Result) -> Result:
        """The answer of the base, in this one's order and words."""
        if self._arrange is None:
            return result
        return encoded(self._arrange(result.data), cursor=result.cursor)

    def asked(self, variables: dict[str, Any]) -> Prepared:
        return Prepared(self.document, self.operation, variables)

    def cut(self, answer: bytes) -> Callable[[Words], bytes]:
        """The encoded answer in other words: only a name stands there between a quote and `":`."""
        self._words = self._words or re.compile(b"(%b)" % b"|".join(self.words))
        pieces = self._words.split(answer)  # every other one is a word
        numbers = [self.words.index(word) for word in pieces[1::2]]

        def say(words: Words) -> bytes:
            pieces[1::2] = [words[number] for number in numbers]
            return b"".join(pieces)

        return say


class Speaker(Protocol):
    @property
    def wording(self) -> Wording: ...


S = TypeVar("S", bound=Speaker)


def in_words(members: Sequence[S], result: Result) -> Iterator[tuple[Sequence[S], Result]]:
    """What all of them are told, who asked the same, in the words of each. What is not for many stays."""
    if result.text is None:
        yield members, result
        return
    by_order: dict[Wording, list[S]] = {}
    for one in members:
        by_order.setdefault(one.wording.first, []).append(one)
    for first, those in by_order.items():
        yield from _in_words(those, first, first.in_order(result))


def _in_words(members: Sequence[S], first: Wording, result: Result) -> Iterator[tuple[Sequence[S], Result]]:
    if not first.words or result.text is None:
        yield members, result
        return
    by_words: dict[Words, list[S]] = {}
    for one in members:
        by_words.setdefault(one.wording.words, []).append(one)
    if by_words.keys() == {first.words}:
        yield members, result
        return
    say = first.cut(result.text)
    for words, those in by_words.items():
        yield those, result if words == first.words else Result(text=say(words), cursor=result.cursor)


class Wordings:
    """Those of all documents that are followed. What is asked is the text with places for the words."""

    def __init__(self) -> None:
        self._first: WeakValueDictionary[str, Wording] = WeakValueDictionary()
        # By what is asked, in any order.
        self._base: WeakValueDictionary[str, Wording] = WeakValueDictionary()

    def __len__(self) -> int:
        return len(self._first)

    def of(self, prepared: Prepared) -> Wording:
        """Kept with its document."""
        kept = prepared.document.wordings
        if prepared.name not in kept:
            kept[prepared.name] = self._made(prepared.document, prepared.node)
        return kept[prepared.name]

    def _made(self, document: Document, operation: OperationDefinitionNode) -> Wording:
        aliases = list(_free(document))
        words = tuple(dict.fromkeys(one.value for one in aliases))
        spots = [(one, f"{PLACE}{words.index(one.value)}") for one in aliases]
        if operation.name is not None:
            spots.append((operation.name, PLACE))
        made = Wording(document, operation, tuple(b'"%b":' % one.encode() for one in words))
        made.first = self._first.setdefault(_replaced(document, spots), made)
        if made.first is made:
            self._set_base(made)
        return made

    def _set_base(self, made: Wording) -> None:
        """Unless nobody has asked the same in another order."""
        selection = selection_of(made.document, made.operation)
        if selection is None:
            return
        base = self._base.setdefault(selection.what, made)
        if base is made:
            made.selection = selection
        elif base.selection is not None:
            made.arranges(base, arranging(base.selection, selection))


def _free(document: Document) -> Iterator[NameNode]:
    """The aliases that may differ, as often as they stand in the text."""
    parts = (*document.operations.values(), *document.fragments.values())
    fields = [field for part in parts for field in _fields(part.selection_set.selections)]
    plain = {one.name.value for one in fields if one.alias is None}
    return (one.alias for one in fields if one.alias is not None and one.alias.value not in plain)


def _fields(selections: Sequence[SelectionNode]) -> Iterator[FieldNode]:
    for node in selections:
        if isinstance(node, FieldNode):
            yield node
        below: SelectionSetNode | None = getattr(node, "selection_set", None)
        if below is not None:
            yield from _fields(below.selections)


def _replaced(document: Document, spots: Sequence[tuple[NameNode, str]]) -> str:
    """The document's text with something else for these names."""
    text, pieces, end = document.text, list[str](), 0
    for begin, after, said in sorted((*_span(name), said) for name, said in spots):
        pieces += text[end:begin], said
        end = after
    return "".join((*pieces, text[end:]))


def _span(node: Node) -> tuple[int, int]:
    assert node.loc is not None
    return node.loc.start, node.loc.end
