"""How deep a page nests its tags, told before it is parsed: a parser's time grows with the square of that."""

import re
from collections import Counter

from madang.intake.bounds import MOST_NESTED

TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
# Those that end without being told to: old pages leave thousands of them open, and nest nothing by it.
ENDING = frozenset(
    {"area", "base", "br", "col", "colgroup", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta"}
    | {"option", "optgroup", "p", "param", "rp", "rt", "source", "tbody", "td", "tfoot", "th", "thead", "tr"}
    | {"track", "wbr"}
)


def is_too_deep(markup: str) -> bool:
    """Counted by what is opened and not closed again, in one pass over the text."""
    if markup.count("<") <= MOST_NESTED:
        return False
    depth, left = 0, Counter[str]()
    for closing, written in TAG.findall(markup):
        name = written.lower()
        if name in ENDING:
            continue
        if not closing:
            left[name] += 1
            depth += 1
            if depth > MOST_NESTED:
                return True
        elif left[name]:
            left[name] -= 1
            depth -= 1
    return False
