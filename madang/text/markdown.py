"""Markdown as HTML that is safe to show anyone, and as plain text to search and to notify with."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import escape
from typing import NamedTuple

import nh3
from markdown_it.token import Token

from madang.text.grammar import GRAMMAR, parse
from madang.text.mentions import STAND_IN, Mention, in_plain_sight, marked, number_of, outside_links

BLOCKS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "li", "pre", "hr", "br"}
TABLES = {"table", "thead", "tbody", "tr", "th", "td"}
INLINE = {"a", "em", "strong", "s", "code", "span"}
CLEANER = nh3.Cleaner(
    tags=BLOCKS | TABLES | INLINE,
    attributes={"a": {"href"}, "ol": {"start"}, "th": {"align"}, "td": {"align"}},
    allowed_classes={"span": {"mention"}},
    url_schemes={"http", "https", "mailto"},
    url_relative="deny",
    link_rel="noopener noreferrer nofollow",
)

# ASCII only: in https://seoul.go.kr에서 the particle is no part of the address.
ADDRESS = re.compile(r"(https?://[\w\-.~:/?#@!$&*+,;=%()]*[\w/=&#%])", re.ASCII | re.IGNORECASE)
ALIGNMENT = re.compile(r"text-align:(left|center|right)")

LINES = {"softbreak": "\n", "hardbreak": "\n"}


class Rendered(NamedTuple):
    html: str
    plain: str


def render(markdown: str, *, mentions: Mapping[tuple[int, int], str] | None = None) -> Rendered:
    """Render what people wrote. `mentions` gives the label of each resolved call by its place in the text.

    Time and size are linear in the text, which may have `grammar.MOST_CHARACTERS`; beyond it raises Invalid.
    """
    labels = mentions or {}
    calls = [_resolved(call, labels) for call in in_plain_sight(markdown)]
    tokens = list(map(_finished, parse(marked(markdown, calls))))
    html = GRAMMAR.renderer.render(tokens, GRAMMAR.options, {})
    return Rendered(
        # The sanitiser comes last: whatever a stand-in became, and wherever it stood, passes it.
        html=CLEANER.clean(STAND_IN.sub(_filling(calls, labels, _as_html), html)),
        plain=STAND_IN.sub(_filling(calls, labels, _as_plain), "\n".join(_plain_blocks(tokens))),
    )


def _resolved(call: Mention, labels: Mapping[tuple[int, int], str]) -> Mention:
    """The resolved call may be shorter than the one found: its particles were no part of the name."""
    shorter = (call.called(name) for name in call.names())
    return next((known for known in shorter if known.span in labels), call)


def _filling(
    calls: list[Mention], labels: Mapping[tuple[int, int], str], write: Callable[[Mention, str | None], str]
) -> Callable[[re.Match[str]], str]:
    def fill(match: re.Match[str]) -> str:
        call = calls[number_of(match[1])]
        return write(call, labels.get(call.span))

    return fill


def _as_html(call: Mention, label: str | None) -> str:
    if label is None:
        return escape(_as_plain(call, label))
    return f'<span class="mention">@{escape(label)}</span>'


def _as_plain(call: Mention, label: str | None) -> str:
    return "@" + (call.name if label is None else label)


def _finished(token: Token) -> Token:
    """A block with bare addresses made links, and aligned without the inline style a strict CSP refuses."""
    if token.children:
        token.children = list(_with_links(token.children))
    if alignment := ALIGNMENT.match(str(token.attrs.pop("style", ""))):
        token.attrs["align"] = alignment[1]
    return token


def _with_links(children: list[Token]) -> Iterator[Token]:
    for token, outside in outside_links(children):
        if token.type == "text" and outside:
            yield from _linked(token.content)
        else:
            yield token


def _linked(content: str) -> Iterator[Token]:
    """Splitting by a pattern with one group gives text, address, text, address, … text."""
    for place, piece in enumerate(ADDRESS.split(content)):
        text = Token("text", "", 0, content=piece)
        if place % 2 == 0:
            yield text
            continue
        yield Token("link_open", "a", 1, attrs={"href": GRAMMAR.normalizeLink(piece)})
        yield text
        yield Token("link_close", "a", -1)


def _plain_blocks(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "inline":
            yield "".join(LINES.get(child.type, child.content) for child in token.children or ())
        elif token.type in {"fence", "code_block"}:
            yield token.content.removesuffix("\n")
