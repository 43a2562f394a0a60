"""Who is called in a text: @이름, @부서명, @코드, @(이름), and the picker's own @[홍길동](employee:UUID)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from markdown_it.token import Token

from madang.errors import Invalid, Reason
from madang.text.grammar import parse, refuse_too_long

MOST_MENTIONS = 50

MOST_LABEL = 60
NOT_IN_LABEL = re.compile(r"[\[\]\n`<>\\]")
CALL = re.compile(
    r"(?<![A-Za-z0-9_+\-/=&?#%@\\])@(?:"
    r"\[(?P<label>[^\[\]\n`<>\\]{1,60})\]\((?P<kind>employee|department):(?P<id>[0-9a-fA-F-]{36})\)"
    r"|\((?P<inside>[\w·-]{1,40})\)"
    r"|(?P<plain>[^\W_][\w·]{0,39}(?:-\w{1,20}){0,4})"
    r")"
)

PARTICLES = re.compile(
    "(?:께서는|에게서|으로서|이라고|께서|에게|에서|으로|까지|부터|하고|이랑|이나|라고"
    "|은|는|이|가|을|를|과|와|의|도|만|로|에|께|랑|나|님)$"
)

# While the parser works, stand-ins made of code points that are no characters keep the place of each call.
STAND_IN = re.compile("\ufdda([\ufdd0-\ufdd9]{1,5})\ufddb")
NONCHARACTERS = re.compile("[\ufdd0-\ufdef]")
DIGITS = str.maketrans("0123456789", "".join(map(chr, range(0xFDD0, 0xFDDA))))
NUMBERS = str.maketrans("".join(map(chr, range(0xFDD0, 0xFDDA))), "0123456789")


class MentionKind(StrEnum):
    EMPLOYEE = "employee"
    DEPARTMENT = "department"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A call of somebody at `text[start:end]`. Only one made by the picker says whom by `kind` and `id`."""

    start: int
    end: int
    name: str
    kind: MentionKind | None = None
    id: UUID | None = None
    exact: bool = True  # False: the name may end with a particle

    @property
    def span(self) -> tuple[int, int]:
        return self.start, self.end

    def names(self) -> list[str]:
        """What to look up, most likely first: 버스정책과에서는 → itself, 버스정책과에서, 버스정책과."""
        return [self.name] if self.exact else list(_with_fewer_particles(self.name))

    def called(self, name: str) -> "Mention":
        """The same call once it is known where the name ends and the particles begin."""
        return replace(self, end=self.end - len(self.name) + len(name), name=name, exact=True)


def find(markdown: str, *, most: int = MOST_MENTIONS) -> list[Mention]:
    """Calls in reading order, those in code and in links left out. Raises Invalid beyond `most`."""
    found = in_plain_sight(markdown)
    if len(found) > most:
        raise Invalid(f"한 글에서 {most}번까지 부를 수 있습니다.", reason=Reason.TOO_MANY)
    return found


def call_for(kind: MentionKind, id: UUID, name: str) -> str:
    """The picker's text that calls exactly this one."""
    label = NOT_IN_LABEL.sub("", name)[:MOST_LABEL] or kind.value
    return f"@[{label}]({kind.value}:{id})"


def in_plain_sight(markdown: str) -> list[Mention]:
    """However many. What is code or link the Markdown parser decides: it sees a stand-in for each call."""
    refuse_too_long(markdown)
    matches = (_mention(match) for match in CALL.finditer(markdown))
    calls = [call for call in matches if call is not None]
    if not calls:
        return []
    return [calls[number] for number in _numbers_in_text(parse(marked(markdown, calls)))]


def marked(markdown: str, calls: Iterable[Mention]) -> str:
    """The text with the n-th call replaced by the n-th stand-in."""
    clean, pieces, position = NONCHARACTERS.sub("\ufffd", markdown), list[str](), 0
    for number, call in enumerate(calls):
        pieces += clean[position : call.start], "\ufdda" + str(number).translate(DIGITS) + "\ufddb"
        position = call.end
    return "".join(pieces) + clean[position:]


def number_of(stand_in: str) -> int:
    """Which call a match of `STAND_IN` (its digits) stands for."""
    return int(stand_in.translate(NUMBERS))


def outside_links(children: Sequence[Token] | None) -> Iterator[tuple[Token, bool]]:
    """Inline tokens, each with whether it stands outside every link."""
    depth = 0
    for token in children or ():
        depth += token.nesting if token.type in {"link_open", "link_close"} else 0
        yield token, depth == 0


def _numbers_in_text(tokens: Iterable[Token]) -> Iterator[int]:
    for block in tokens:
        for token, outside in outside_links(block.children):
            if token.type == "text" and outside:
                yield from map(number_of, STAND_IN.findall(token.content))


def _mention(match: re.Match[str]) -> Mention | None:
    if match["label"] is None:
        name, exact = match["inside"] or match["plain"], match["plain"] is None
        return Mention(start=match.start(), end=match.end(), name=name, exact=exact)
    try:
        target = UUID(match["id"])
    except ValueError:
        return None
    kind = MentionKind(match["kind"])
    return Mention(start=match.start(), end=match.end(), name=match["label"], kind=kind, id=target)


def _with_fewer_particles(name: str) -> Iterator[str]:
    """Three at most follow a name: 홍길동 + 님 + 에게 + 는. A name has two letters or more."""
    for _ in range(4):
        yield name
        shorter = PARTICLES.sub("", name)
        if shorter == name or len(shorter) < 2:
            return
        name = shorter
