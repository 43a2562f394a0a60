"""How many of those who collude are found, and of those who do not: over several cities, as tables."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from time import process_time
from uuid import UUID

from benchmarks.collusion.caps import capped
from benchmarks.collusion.city import Year, city
from benchmarks.collusion.plants import Plant, planted
from madang.collusion import Flag, flags

FLAGS = "flags"
CAPS = {"caps, once": (1, 1), "caps, 3 months or 10 days": (3, 10)}  # months, days
WAYS = (FLAGS, *CAPS)
PLAIN = ("strong", "medium", "brief")  # what should be found; weak and quiet may well be honest
Share = tuple[int, int]  # found, of


@dataclass(slots=True)
class Scores:
    """`planted` counts people by kind, strength and way of finding them, `honest` by way."""

    planted: dict[tuple[str, str, str], Share] = field(default_factory=dict[tuple[str, str, str], Share])
    honest: dict[str, list[Share]] = field(default_factory=dict[str, list[Share]])
    precision: dict[str, Share] = field(default_factory=dict[str, Share])  # by kind of flag
    luck: list[Share] = field(default_factory=list[Share])  # flagged in the same cities with no collusion
    seconds: list[tuple[int, float]] = field(default_factory=list[tuple[int, float]])  # rows, CPU seconds

    def together(self, way: str) -> Share:
        """Of all that is planted plainly."""
        found = 0, 0
        for (_, strength, by), (some, of) in self.planted.items():
            if by == way and strength.startswith(PLAIN):
                found = found[0] + some, found[1] + of
        return found

    def look(self, seed: int, *, staff: int) -> None:
        """At a city twice: as it is, and with collusion."""
        year = city(seed, staff=staff)
        self.luck.append((len(_people(flags(year.acts()))), staff))
        self.count(year, planted(year))

    def count(self, year: Year, plants: Iterable[Plant]) -> None:
        acts = year.acts()
        before = process_time()
        found = flags(acts)
        rows = len(acts.responses) + len(acts.comments) + len(acts.thanks)
        self.seconds.append((rows, process_time() - before))
        by_way: Mapping[str, set[UUID]] = {
            FLAGS: _people(found),
            **{way: capped(acts, months=months, days=days) for way, (months, days) in CAPS.items()},
        }
        guilty: set[UUID] = set()
        for plant in plants:
            guilty |= plant.people
            for way, people in by_way.items():
                key = (plant.kind, plant.strength, way)
                self.planted[key] = _more(self.planted.get(key), plant.people & people, plant.people)
        honest = {person.id for person in year.people} - guilty
        for way, people in by_way.items():
            self.honest.setdefault(way, []).append((len(honest & people), len(honest)))
        for kind in dict.fromkeys(one.kind for one in found):
            people = _people(one for one in found if one.kind is kind)
            self.precision[kind] = _more(self.precision.get(kind), people & guilty, people)


def _people(found: Iterable[Flag]) -> set[UUID]:
    return {person for one in found for person in one.people}


def _more(so_far: Share | None, found: set[UUID] | frozenset[UUID], of: set[UUID] | frozenset[UUID]) -> Share:
    before = so_far or (0, 0)
    return before[0] + len(found), before[1] + len(of)


def table(scores: Scores) -> str:
    """Markdown: recall beside that of caps, honest people, precision of each kind."""
    ways = " | ".join(WAYS)
    lines = [f"| planted | strength | people | {ways} |", "|---|---|--:|" + "--:|" * len(WAYS)]
    for kind, strength in dict.fromkeys((kind, strength) for kind, strength, _ in scores.planted):
        found = [scores.planted[kind, strength, way] for way in WAYS]
        lines.append(f"| {kind} | {strength} | {found[0][1]} | {' | '.join(map(_shown, found))} |")
    each = [_shown(scores.together(way)) for way in WAYS]
    lines.append(f"| **all** | {', '.join(PLAIN)} | {scores.together(FLAGS)[1]} | {' | '.join(each)} |")
    honest = [_percent(scores.honest[way]) for way in WAYS]
    of_all = sum(of for _, of in scores.honest[FLAGS])
    lines.append(f"| **honest staff** | flagged | {of_all:,} | {' | '.join(honest)} |")
    lines += ["", "| flag | people flagged | of whom collude |", "|---|--:|--:|"]
    order = Counter({kind: of for kind, (_, of) in scores.precision.items()})
    lines += [f"| {kind} | {of} | {_shown(scores.precision[kind])} |" for kind, of in order.most_common()]
    rows, seconds = max(scores.seconds)
    lines += ["", f"Without collusion {_percent(scores.luck)} of the staff are flagged."]
    lines += [f"{rows:,} rows of a city take {seconds:.1f} s of CPU time."]
    return "\n".join(lines)


def _shown(share: Share) -> str:
    return f"{share[0] / share[1]:.2f}"


def _percent(shares: Iterable[Share]) -> str:
    """All cities together, with the least and the most of one."""
    known = list(shares)
    each = [found / of for found, of in known]
    together = sum(found for found, _ in known) / sum(of for _, of in known)
    return f"{together:.2%} ({min(each):.2%}–{max(each):.2%})"
