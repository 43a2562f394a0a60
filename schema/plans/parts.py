"""What is found beside the row itself, for all rows of a level at once: each kind costs one statement."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from inspect import isawaitable
from itertools import accumulate
from typing import Any

from madang.rules.conditions import among
from models import Base
from resolvers.columns import Columns
from resolvers.listings import Listing, Page, SortKey, Window
from resolvers.questions import Kind, Question
from resolvers.statements import Statements
from schema.connections import encode_values, window_of
from schema.loaders import Find
from schema.picking import Pick
from schema.plans.calls import Call
from schema.plans.running import Run, View, plain

NO_ROWS: list[Any] = []
NOT_READ = Page((), has_more=False, window=Window())
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
        if len(items) == 1:
            return [await self._find_one(run, self.key(items[0]))]
        keys = [self.key(item) for item in items]
        shown = await rows_by(run, self.rows, self.by, _distinct(keys))
        return [shown.get(key) for key in keys]

    async def _find_one(self, run: Run, key: Any) -> Any:
        if key is None:
            return None
        _, shown = await _shown_by(run, self.rows, self.by, [key])
        return shown[0] if shown else None


def _distinct(keys: Iterable[Any]) -> list[Any]:
    return [key for key in dict.fromkeys(keys) if key is not None]


async def rows_by(run: Run, rows: Rows, by: str, keys: list[Any]) -> dict[Any, Any]:
    """The answers about the rows with these values of the unique attribute `by`."""
    if not keys:
        return {}
    read, shown = await _shown_by(run, rows, by, keys)
    if len(keys) == 1:
        return dict(zip(keys, shown, strict=False))  # the attribute is unique: one row or none
    width = len(rows.columns.asked)
    return {row[width]: one for row, one in zip(read, shown, strict=True)}


async def _shown_by(run: Run, rows: Rows, by: str, keys: list[Any]) -> tuple[list[Any], list[Any]]:
    """The rows, and the answer about each."""
    question = _question(_listing_by(rows.columns.model, by), keys, None)
    read, view = list(await rows.statements.rows(run, question)), rows.views[0]
    shown = one.build(run, read) if (one := plain(view)) is not None else await view.show(run, read)
    return read, shown


@lru_cache(maxsize=1000)
def _listing_by(model: type[Base], attribute: str) -> Listing:
    return Listing(model=model, parent=attribute)


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
            found = await rows_by(run, self.kinds[picks.model], picks.by, [picks.key])
            return [found.get(picks.key)]
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
    """What a batch function finds about each item; with a view, objects for which something must be found."""

    key: Key
    find_for: Callable[[Run], Find]
    view: View | None = None
    many: bool = False

    async def find(self, run: Run, items: list[Any]) -> list[Any]:
        keys = [self.key(item) for item in items]
        asked = _distinct(keys)
        found = await self.find_for(run)(run.context, asked) if asked else {}
        values = [None if key is None else found[key] for key in keys]
        if self.view is None:
            return values
        return await ObjectsPart(_itself, self.view, self.many).find(run, values)


def _itself(run: Run, value: Any) -> Any:
    return value


@dataclass(slots=True)
class ObjectsPart:
    """Objects that each item holds (one, a list, or none), shown by a view that has parts of its own."""

    value: Callable[[Run, Any], Any]  # of the run and the item
    view: View
    many: bool

    async def find(self, run: Run, items: list[Any]) -> list[Any]:
        if len(items) == 1 and not self.many:
            one = self.value(run, items[0])
            return [None] if one is None else await self.view.show(run, [one])
        held = [self.value(run, item) for item in items]
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
    """One parent's page: its rows, and each view's answers. `sort`: where in a row its sort keys begin."""

    page: Page
    shown: list[list[Any]]
    keys: tuple[SortKey, ...]
    sort: int
    total: int | None = None

    @property
    def cursors(self) -> list[str]:
        return [self._cursor(row) for row in self.page.rows]

    @property
    def start(self) -> str | None:
        return self._cursor(self.page.rows[0]) if self.page.rows else None

    @property
    def end(self) -> str | None:
        return self._cursor(self.page.rows[-1]) if self.page.rows else None

    def _cursor(self, row: Any) -> str:
        return encode_values(self.keys, row[self.sort :])


@dataclass(slots=True, eq=False)
class PagePart:
    """A page of rows below each item; with no key, one page of all.

    `inside`: its rows are read with the items, or counted with them; the rows stand in an item's `place`.
    """

    parent: type[Base] | None
    listing: Callable[[Run], tuple[Listing, dict[str, Any]]]
    usual: Window | None  # None: as the arguments say
    rows: Rows
    reads: bool  # False: only the total is asked
    counts: bool
    key: Key | None = None
    inside: bool = False
    place: int = 0

    def rows_inside(self, run: Run) -> Question:
        listing, window = self._asked(run)
        return Question(kind=Kind.INNER, listing=listing, window=window, parent=self.parent)

    def total_inside(self, run: Run) -> Question:
        listing, _ = self._asked(run)
        return Question(kind=Kind.INNER, listing=listing, parent=self.parent, counts=True)

    def _asked(self, run: Run) -> tuple[Listing, Window]:
        """Worked out once a run."""
        asked = run.pages.get(self)
        if asked is None:
            listing, arguments = self.listing(run)
            asked = run.pages[self] = listing, self.usual or window_of(listing.sort_keys(), arguments)
        return asked

    async def find(self, run: Run, items: list[Any]) -> list[Any]:
        listing, window = self._asked(run)
        sort_keys = listing.sort_keys()
        if self.inside and self.reads:
            return await self._found_inside(run, items, sort_keys, window)
        keys = [None if self.key is None else self.key(item) for item in items]
        asked = _distinct(keys)
        if self.key is not None and not asked:
            return [None] * len(items)
        wanted = asked or [None]
        pages = (
            await self._pages(run, listing, window, asked, wanted) if self.reads else [NOT_READ] * len(wanted)
        )
        shown = await self._shown(run, pages)
        totals = await self._totals(run, listing, asked) if self.counts else {}
        sort = len(self.rows.columns.asked) + (len(asked) > 1)
        made = {
            key: Paged(page, answers, sort_keys, sort, totals.get(key, 0))
            for key, page, answers in zip(wanted, pages, shown, strict=True)
        }
        return [made.get(key) for key in keys]

    def nodes(self, run: Run, rows: Any) -> Any:
        """The answers about the rows that one item holds, of a view without parts."""
        _, window = run.pages[self]
        view: Any = self.rows.views[0]
        return view.build(run, _kept(rows, window))

    async def _found_inside(
        self, run: Run, items: list[Any], sort_keys: tuple[SortKey, ...], window: Window
    ) -> list[Any]:
        pages = [_cut(item[self.place], window) for item in items]
        shown = await self._shown(run, pages)
        sort = len(self.rows.columns.asked)
        return [Paged(page, answers, sort_keys, sort) for page, answers in zip(pages, shown, strict=True)]

    async def _pages(
        self, run: Run, listing: Listing, window: Window, keys: list[Any], wanted: list[Any]
    ) -> list[Page]:
        question = _question(listing, keys, self.parent, window=window)
        read = await self.rows.statements.rows(run, question)
        if len(wanted) == 1:
            return [_cut(list(read), window)]
        grouped = self._grouped(read)
        return [_cut(grouped.get(key, NO_ROWS), window) for key in wanted]

    def _grouped(self, read: Any) -> dict[Any, list[Any]]:
        """By what they hang below."""
        width = len(self.rows.columns.asked)
        grouped: dict[Any, list[Any]] = {}
        for row in read:
            key = row[width]
            if key in grouped:
                grouped[key].append(row)
            else:
                grouped[key] = [row]
        return grouped

    async def _shown(self, run: Run, pages: Collection[Page]) -> list[list[list[Any]]]:
        """For each page, the answers of each view."""
        if not self.rows.views:
            return [[] for _ in pages]
        rows = [row for page in pages for row in page.rows]
        answers = [await view.show(run, rows) for view in self.rows.views]
        if len(pages) == 1:
            return [answers]
        ends = list(accumulate(len(page.rows) for page in pages))
        return [
            [one[begin:end] for one in answers]
            for begin, end in zip((0, *ends), ends)  # noqa: B905  # the last end begins nothing
        ]

    async def _totals(self, run: Run, listing: Listing, keys: list[Any]) -> dict[Any, int]:
        question = _question(listing, keys, self.parent, counts=True)
        counted = await self.rows.statements.rows(run, question)
        if question.kind is Kind.OF_MANY:
            return {key: count for key, count in counted}
        return {keys[0] if keys else None: counted[0][0]}


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
    return Page(tuple(_kept(rows, window)), has_more=len(rows) > window.size, window=window)


def _kept(rows: list[Any], window: Window) -> list[Any]:
    """Without the one more that was read to see whether there is one, in the order of the listing."""
    kept = rows[: window.size] if len(rows) > window.size else rows
    return kept[::-1] if window.backwards else kept


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
