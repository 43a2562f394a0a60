"""What a plan reads, level by level, in words for whoever wrote the query."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from madang.errors import Refused
from resolvers.columns import Asked, Columns, Inner, Shown
from resolvers.facts import Facts
from resolvers.listings import Listing, Window
from schema.connections import window_of
from schema.plans.calls import Call
from schema.plans.fields import Always
from schema.plans.parts import (
    FactsPart,
    ObjectsPart,
    PagePart,
    PickPart,
    ResolvedPart,
    SeveralPart,
    ToOnePart,
)
from schema.plans.running import ObjectView, Part, Run, StepAside, View
from schema.plans.watching import object_views, views_of


@dataclass(frozen=True, slots=True)
class Level:
    """What is found for one field of all items above it. `on`: the type asked, where there are several."""

    path: str
    on: str
    what: str
    details: tuple[str, ...]
    code: tuple[str, ...]  # the functions written for what it shows
    below: tuple["Level", ...]


def tell(view: View, run: Run) -> tuple[Level, ...]:
    """The levels below the root, as they are with the run's variables."""
    return tuple(level for on, one in object_views(view) for level in _levels(one, on, run))


def _levels(view: ObjectView, on: str, run: Run) -> Iterator[Level]:
    for part, path in [*zip(view.parts, view.paths, strict=True), *view.held]:
        what, details = _told(part, run)
        views = views_of(part)
        yield Level(
            path=path,
            on=on,
            what=what,
            details=tuple(details),
            code=tuple(code_of(one) for below in views for _, one in object_views(below)),
            below=tuple(level for below in views for level in tell(below, run)),
        )


def code_of(view: ObjectView) -> str:
    return view.build.source


def _told(part: Part, run: Run) -> tuple[str, list[str]]:
    match part:
        case PagePart():
            return _page(part, run)
        case ToOnePart():
            return f"{_name(part.rows.columns.model)} 행, {part.by}로", _read(part.rows.columns)
        case SeveralPart():
            return f"{_name(part.listing.model)} 행 여럿, 객체가 든 id로", _read(part.rows.columns)
        case PickPart():
            return _picked(part)
        case FactsPart():
            return f"한꺼번에 찾는 값 ({_finding(part)})", []
        case ResolvedPart():
            return f"리졸버 ({_name(part.resolve)})", []
        case ObjectsPart():
            return "위에서 읽은 객체" + (" 여럿" if part.many else ""), []
        case _:
            return type(part).__name__, []


def _page(part: PagePart, run: Run) -> tuple[str, list[str]]:
    source = getattr(part.listing, "__self__", None)
    by = f" ({_name(source.function)})" if isinstance(source, Call) else ""
    what = f"{_name(part.rows.columns.model)} 목록{by}"
    try:
        listing, arguments = part.listing(run)
        window = part.usual or window_of(listing.sort_keys(), arguments)
    except (Refused, StepAside) as refusal:
        return what, [f"실행하면 물러남: {refusal}"]
    together = ", 위의 행과 함께" if part.inside else ""
    details = [f"위의 행마다: {listing.parent}{together}"] if listing.parent else []
    if part.reads:
        details += [*_read(part.rows.columns), *_ordered(listing, window)]
    return what, [*details, "전체 수를 셈"] if part.counts else details


def _ordered(listing: Listing, window: Window) -> list[str]:
    keys = [key for key in listing.sort_keys() if not key.marks_absence]
    order = ", ".join(f"{key.attribute} 내림차순" if key.descending else key.attribute for key in keys)
    side = "뒤에서" if window.backwards else "앞에서"
    return [f"순서: {order}", f"쪽: {'커서 너머 ' if window.beyond else ''}{side} {window.size}개"]


def _picked(part: PickPart) -> tuple[str, list[str]]:
    models = ", ".join(_name(model) for model in part.kinds)
    details = [line for rows in part.kinds.values() for line in _read(rows.columns)]
    return f"{models} 행을 골라 읽기 ({_name(part.call.function)})", details


def _finding(part: FactsPart) -> str:
    source = part.find_for
    if isinstance(source, Call):
        return _name(source.function)
    find = source.find if isinstance(source, Always) else source
    return f"{_name(find.model)}의 사실" if isinstance(find, Facts) else _name(find)


def _read(columns: Columns) -> list[str]:
    of_each: dict[Any, list[str]] = {(): [], **{path: [] for path in columns.paths}}
    for path, what in columns.asked:
        if not isinstance(what, Inner):
            of_each[path].append(_asked(what))
    lines = [f"열: {', '.join(of_each.pop(()))}"]
    for path, names in of_each.items():
        way = ".".join(_asked(join.key) for join in path)
        lines.append(f"조인: {way} → {_name(path[-1].model)}: {', '.join(names)}")
    return lines


def _asked(what: Asked | Shown) -> str:
    if isinstance(what, Shown):
        return what.attribute
    return what if isinstance(what, str) else f"{_name(what)}(…)"


def _name(thing: Any) -> str:
    """Of a function made inside another one, that of the other."""
    return getattr(thing, "__qualname__", type(thing).__name__).partition(".<locals>")[0]
