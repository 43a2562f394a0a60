"""What is found beside the row itself, for all rows of a level at once: each kind costs one statement."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from inspect import isawaitable
from typing import Any

from madang.rules.conditions import among
from models import Base
from resolvers.columns import Columns
from resolvers.listings import Listing, Page, SortKey, Window
from resolvers.statements import Kind, Question, Statements
from schema.connections import encode_values, window_of
from schema.loaders import Find
from schema.picking import Pick
from schema.plans.calls import Call
from schema.plans.running import Run, View

Key = Callable[[Any], Any]  # an item's key, or None where there is nothing to find


@dataclass(slots=True)
class Rows:
    """Rows of one model as one selection (or two: nodes, edges) of a query shows them."""

    columns: Columns
    views: list[View]
    statements: Statements = field(init=False)

    def __post_init__(self) -> None:
        self.statements = Statements(self.columns)


@dataclass(slots=True)
class ToOnePart:
    """The row that each item's key points to."""

    key: Key
    rows: Rows
    by: str

    async def find(self, run: Run, items: list[Any]) -> list[Any]:
        keys = [self.key(item) for item in items]
        shown = await rows_by(run, self.rows, self.by, _distinct(keys))
        return [shown.get(key) for key in keys]


def _distinct(keys: Iterable[Any]) -> list[Any]:
    return [key for key in dict.fromkeys(keys) if key is not None]


async def rows_by(run: Run, rows: Rows, by: str, keys: list[Any]) -> dict[Any, Any]:
    """The answers about the rows with these values of the unique attribute `by`."""
    if not keys:
        return {}
    listing = Listing(model=rows.columns.model, parent=by)
    read = list(await rows.statements.rows(run, _question(listing, keys, None)))
    width = len(rows.columns.asked)
    shown = await rows.views[0].show(run, read)
    return {row[width]: one for row, one in zip(read, shown, strict=True)}


@dataclass(slots=True)
class PickPart:
    """What a field's function picks: a row, or several of any kind."""

    call: Call
    kinds: dict[type[Base], Rows]

    async def find(self, run: Run, items: list[Any]) -> list[Any]:
        picks = self.call(run)
        if picks is None:
            return [None]
        if isinstance(picks, Pick):
            return await self._found(run, [picks])
        return [await self._found(run, picks)]

    async def _found(self, run: Run, picks: Sequence[Pick]) -> list[Any]:
        asked: dict[tuple[type[Base], str], dict[Any, None]] = {}
        for pick in picks:
            asked.setdefault((pick.model, pick.by), {}).setdefault(pick.key)
        found = {
            (model, by): await rows_by(run, self.kinds[model], by, list(keys))
            for (model, by), keys in asked.items()
        }
        return [found[pick.model, pick.by].get(pick.key) for pick in picks]


@dataclass(slots=True)
class FactsPart:
    """What a batch function finds about each item."""

    key: Key
    find_for: Callable[[Run], Find]

    async def find(self, run: Run, items: list[Any]) -> list[Any]:
        keys = [self.key(item) for item in items]
        asked = _distinct(keys)
        found = await self.find_for(run)(run.context, asked) if asked else {}
        return [None if key is None else found[key] for key in keys]


@dataclass(slots=True)
class ObjectsPart:
    """Objects that each item holds (one, a list, or none), shown by a view that has parts of its own."""

    value: Callable[[Any, Any], Any]  # of the context and the item
    view: View
    many: bool

    async def find(self, run: Run, items: list[Any]) -> list[Any]:
        held = [self.value(run.context, item) for item in items]
        if not self.many:
            shown = iter(await self.view.show(run, [one for one in held if one is not None]))
            return [None if one is None else next(shown) for one in held]
        shown = iter(await self.view.show(run, [one for several in held for one in several or ()]))
        return [None if several is None else [next(shown) for _ in several] for several in held]


@dataclass(slots=True)
class ResolvedPart:
    """What a root field's own resolver returns, shown by a view; rows in it are read anew."""

    resolve: Callable[[Run], Any]
    view: View

    async def find(self, run: Run, items: list[Any]) -> list[Any]:
        value = self.resolve(run)
        return await self.view.show(run, [await value if isawaitable(value) else value])


@dataclass(slots=True)
class Paged:
    """One parent's page: its rows, and the answers of each view."""

    page: Page
    shown: list[list[Any]]
    keys: tuple[SortKey, ...]
    sort_values: list[Any]
    total: int | None

    @property
    def cursors(self) -> list[str]:
        return [encode_values(self.keys, values) for values in self.sort_values]

    @property
    def start(self) -> str | None:
        return encode_values(self.keys, self.sort_values[0]) if self.sort_values else None

    @property
    def end(self) -> str | None:
        return encode_values(self.keys, self.sort_values[-1]) if self.sort_values else None


@dataclass(slots=True)
class PagePart:
    """A page of rows below each item; with no key, one page of all."""

    key: Key | None
    parent: type[Base] | None
    listing: Callable[[Run], tuple[Listing, dict[str, Any]]]
    usual: Window | None  # None: as the arguments say
    rows: Rows
    reads: bool  # False: only the total is asked
    counts: bool

    async def find(self, run: Run, items: list[Any]) -> list[Any]:
        listing, arguments = self.listing(run)
        window = self.usual or window_of(listing.sort_keys(), arguments)
        keys = [None if self.key is None else self.key(item) for item in items]
        asked = _distinct(keys)
        if self.key is not None and not asked:
            return [None] * len(items)
        pages = await self._pages(run, listing, window, asked) if self.reads else {}
        totals = await self._totals(run, listing, asked) if self.counts else {}
        made: dict[Any, Paged] = {}
        for key in asked or [None]:
            made[key] = pages.get(key) or self._empty(listing, window)
            made[key].total = totals.get(key, 0)
        return [made.get(key) for key in keys]

    async def _pages(self, run: Run, listing: Listing, window: Window, keys: list[Any]) -> dict[Any, Paged]:
        question = _question(listing, keys, self.parent, window=window)
        read = await self.rows.statements.rows(run, question)
        width = len(self.rows.columns.asked)
        sort = width + (listing.parent is not None)
        grouped: dict[Any, list[Any]] = {}
        for row in read:
            grouped.setdefault(row[width] if listing.parent else None, []).append(row)
        kept = {key: _cut(rows, window) for key, rows in grouped.items()}
        shown = [await self._shown(run, view, kept) for view in self.rows.views]
        sort_keys = listing.sort_keys()
        return {
            key: Paged(page, [one[key] for one in shown], sort_keys, [row[sort:] for row in page.rows], None)
            for key, page in kept.items()
        }

    async def _shown(self, run: Run, view: View, pages: dict[Any, Page]) -> dict[Any, list[Any]]:
        shown = iter(await view.show(run, [row for page in pages.values() for row in page.rows]))
        return {key: [next(shown) for _ in page.rows] for key, page in pages.items()}

    async def _totals(self, run: Run, listing: Listing, keys: list[Any]) -> dict[Any, int]:
        question = _question(listing, keys, self.parent, counts=True)
        counted = await self.rows.statements.rows(run, question)
        if question.kind is Kind.OF_MANY:
            return {key: count for key, count in counted}
        return {keys[0] if keys else None: counted[0][0]}

    def _empty(self, listing: Listing, window: Window) -> Paged:
        page = Page((), has_more=False, window=window)
        return Paged(page, [[] for _ in self.rows.views], listing.sort_keys(), [], None)


def _question(
    listing: Listing,
    keys: list[Any],
    parent: type[Base] | None,
    *,
    window: Window | None = None,
    counts: bool = False,
) -> Question:
    if listing.parent is None:
        return Question(kind=Kind.ALL, listing=listing, window=window, counts=counts)
    several = len(keys) > 1
    return Question(
        kind=Kind.OF_MANY if several else Kind.OF_ONE,
        listing=listing,
        window=window,
        keys=keys if several else keys[0],
        parent=parent,
        counts=counts,
    )


def _cut(rows: list[Any], window: Window) -> Page:
    kept = rows[: window.size]
    ordered = tuple(reversed(kept)) if window.backwards else tuple(kept)
    return Page(ordered, has_more=len(rows) > window.size, window=window)


@dataclass(slots=True)
class SeveralPart:
    """Rows whose identifiers each item holds, in the order of a listing."""

    listing: Listing
    ids: Callable[[Any], Any]
    rows: Rows

    async def find(self, run: Run, items: list[Any]) -> list[Any]:
        return [await self._of(run, self.ids(item)) for item in items]

    async def _of(self, run: Run, ids: Any) -> list[Any]:
        narrowed = self.listing.narrowed(among("id", ids))
        question = Question(kind=Kind.ALL, listing=narrowed, window=Window(size=100))
        read = list(await self.rows.statements.rows(run, question))
        return await self.rows.views[0].show(run, read[:100])
