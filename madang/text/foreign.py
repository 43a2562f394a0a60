"""HTML of others, made safe to show: their text and its structure, and pictures only from where we say."""

from collections.abc import Callable
from html import escape

import nh3

BLOCKS = {
    "address", "article", "blockquote", "br", "caption", "center", "dd", "div", "dl", "dt", "figcaption",
    "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "main", "ol", "p", "pre", "section", "table",
    "tbody", "tfoot", "thead", "tr", "ul",
}  # fmt: skip
CELLS = {"td", "th"}
INLINE = {"a", "b", "em", "i", "img", "s", "small", "span", "strong", "sub", "sup", "u"}
NEVER_TEXT = {"script", "style", "title", "head", "template", "noscript", "svg", "math", "iframe", "object"}
LINKS = ("http://", "https://", "mailto:")
ATTRIBUTES = {
    "a": {"href"}, "img": {"src", "alt"}, "ol": {"start"},
    "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"},
}  # fmt: skip


def safe(html: str, picture: Callable[[str], str | None]) -> str:
    """`picture` gives the address to show for the one that stands there, or None: then only what the picture
    says to those who do not see it is left."""

    def kept(tag: str, attribute: str, value: str) -> str | None:
        if attribute == "src":
            return picture(value)
        return value if attribute != "href" or value.strip().lower().startswith(LINKS) else None

    return nh3.clean(
        html,
        tags=BLOCKS | CELLS | INLINE,
        clean_content_tags=NEVER_TEXT,
        attributes=ATTRIBUTES,
        attribute_filter=kept,
        url_schemes={"http", "https", "mailto", "cid"},
        url_relative="pass_through",  # of which `kept` keeps none but ours
        link_rel="noopener noreferrer nofollow",
    )


def paragraphs(text: str) -> str:
    """A text without marks: a blank line begins a paragraph."""
    blocks = (escape(block.strip("\n")) for block in text.split("\n\n"))
    return "\n".join("<p>" + block.replace("\n", "<br>") + "</p>" for block in blocks if block)
