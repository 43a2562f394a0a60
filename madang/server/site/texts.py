"""Texts of issues on a page. They were sanitised when they were written: no `<` is left but of their tags."""

import re
from re import Match

HEADING = re.compile(r"<(/?)h([1-6])>")
PICTURE = re.compile(r'<img((?: [a-z]+="[^"]*")*) ?/?>')
SAID = re.compile(r' alt="([^"]*)"')


def below_title(html: str) -> str:
    """Its headings stand below the page's own, and none skips a level, whatever its writer chose."""
    above = list[int]()

    def placed(found: Match[str]) -> str:
        if not found[1]:
            written = int(found[2])
            while above and above[-1] >= written:
                above.pop()
            above.append(written)
        return f"<{found[1]}h{min(1 + len(above), 6)}>"

    return HEADING.sub(placed, html)


def pictured(html: str) -> str:
    """Of a picture that we do not have, what it says stands there; one that says nothing is said to."""

    def shown(found: Match[str]) -> str:
        said = SAID.search(found[1])
        if ' src="' not in found[1]:
            return said[1].replace("<", "&lt;") if said else ""
        return found[0] if said else f'<img{found[1]} alt="">'

    return PICTURE.sub(shown, html)
