"""The Markdown we understand: CommonMark with tables and strikethrough, no HTML, no pictures, bounded."""

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import table
from markdown_it.token import Token

from madang.errors import Invalid, Reason
from madang.text.emphasis import emphasis

MOST_CHARACTERS = 20_000
MOST_NESTING = 20
MOST_CELLS = 4_000
LINK_SCHEMES = ("http://", "https://", "mailto:")


class Grammar(MarkdownIt):
    """Links leave only for the web and for mail; anything else stays the text it was."""

    def __init__(self) -> None:
        super().__init__("commonmark", {"html": False, "breaks": True, "maxNesting": MOST_NESTING})
        self.enable(["table", "strikethrough"])
        self.disable("image")  # a remote picture tells its owner who reads, and when
        self.inline.ruler.at("emphasis", emphasis)
        self.block.ruler.at("table", small_table, {"alt": ["paragraph", "reference"]})

    def validateLink(self, url: str) -> bool:
        return url.lower().startswith(LINK_SCHEMES)


def parse(markdown: str) -> list[Token]:
    """Takes time linear in the text: bound the text first."""
    return GRAMMAR.parse(markdown)


def refuse_too_long(markdown: str) -> None:
    if len(markdown) > MOST_CHARACTERS:
        message = f"{MOST_CHARACTERS:,}자까지 쓸 수 있습니다. 지금은 {len(markdown):,}자입니다."
        raise Invalid(message, reason=Reason.TOO_LONG)


def small_table(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """The table rule, except that a table of more than `MOST_CELLS` stays text.

    A row of one character is filled up to the width of the header: 20 kB could become 700 kB of HTML.
    """
    if first < state.env.get("no_table_before", 0) or not table(state, first, end, True):
        return False
    if silent:
        return True
    last = _end_of_paragraph(state, first, end)
    columns = state.getLines(first, first + 1, 0, False).count("|") + 1
    if columns * (last - first) > MOST_CELLS:
        state.env["no_table_before"] = last
        return False
    return table(state, first, end, False)


def _end_of_paragraph(state: StateBlock, first: int, end: int) -> int:
    return next((row for row in range(first, end) if state.isEmpty(row)), end)


GRAMMAR = Grammar()
