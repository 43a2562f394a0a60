"""Keyset connections: a cursor is the sort key of a row, so that pages hold still while rows come and go."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Generic, TypeVar
from uuid import UUID

import msgspec
import strawberry
from strawberry import Info, Private
from strawberry.annotation import StrawberryAnnotation
from strawberry.extensions import FieldExtension
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField

from madang.errors import Invalid, Reason
from resolvers.context import Context
from resolvers.listings import Listing, Page, SortKey, Window
from resolvers.reading import NO_PARENT
from schema import loaders
from schema.sources import SOURCE, Listed

T = TypeVar("T")


@strawberry.type(description="이어지는 쪽이 있는지, 어디부터인지")
class PageInfo:
    has_next_page: bool = strawberry.field(description="뒤에 더 있는지")
    has_previous_page: bool = strawberry.field(description="앞에 더 있는지")
    start_cursor: str | None = strawberry.field(description="이 쪽 첫 항목의 커서")
    end_cursor: str | None = strawberry.field(description="이 쪽 마지막 항목의 커서")


@strawberry.type(description="목록의 한 항목과 그 커서")
class Edge(Generic[T]):
    cursor: str = strawberry.field(description="after와 before에 쓰는 이 항목의 위치")
    node: T = strawberry.field(description="항목")


class Pages:
    """One window of a listing: read once, however many of the connection's fields are asked."""

    def __init__(self, ctx: Context, listing: Listing, window: Window, parent: UUID) -> None:
        self._ctx, self._listing, self._window, self._parent = ctx, listing, window, parent
        self._keys = listing.sort_keys()
        self._page: Awaitable[Page] | None = None

    def read(self) -> Awaitable[Page]:
        if self._page is None:
            self._page = loaders.page(self._ctx, self._listing, self._window, self._parent)
        return self._page

    def count(self) -> Awaitable[int]:
        return loaders.total(self._ctx, self._listing, self._parent)

    def cursor(self, row: Any) -> str:
        return encode_cursor(self._keys, row)


@strawberry.type(description="쪽으로 나눈 목록")
class Connection(Generic[T]):
    pages: Private[Pages]

    @strawberry.field(description="항목과 커서")
    async def edges(self) -> list[Edge[T]]:
        page = await self.pages.read()
        return [Edge(cursor=self.pages.cursor(row), node=row) for row in page.rows]

    @strawberry.field(description="항목")
    async def nodes(self) -> list[T]:
        return list((await self.pages.read()).rows)

    @strawberry.field(description="앞뒤에 더 있는지")
    async def page_info(self) -> PageInfo:
        page = await self.pages.read()
        return PageInfo(
            has_next_page=page.has_next,
            has_previous_page=page.has_previous,
            start_cursor=self.pages.cursor(page.rows[0]) if page.rows else None,
            end_cursor=self.pages.cursor(page.rows[-1]) if page.rows else None,
        )

    @strawberry.field(description="모두 몇인지. 물을 때에만 셉니다.")
    async def total_count(self) -> int:
        return await self.pages.count()


ARGUMENTS: list[tuple[str, Any, str]] = [
    ("first", int | None, "앞에서부터 몇 개 (0~100, 기본 20)"),
    ("after", str | None, "이 커서 다음부터"),
    ("last", int | None, "뒤에서부터 몇 개 (0~100)"),
    ("before", str | None, "이 커서 앞까지"),
]
PAGING = frozenset(name for name, _, _ in ARGUMENTS)


class Paged(FieldExtension):
    """Adds first, after, last and before to a field whose resolver returns a Listing."""

    def apply(self, field: StrawberryField) -> None:
        field.arguments = [*field.arguments, *(_argument(*spec) for spec in ARGUMENTS)]

    def resolve(
        self,
        next_: Callable[..., Any],
        source: Any,
        info: Info[Context, None],
        first: int | None = None,
        after: str | None = None,
        last: int | None = None,
        before: str | None = None,
        **kwargs: Any,
    ) -> Connection[Any]:
        listing: Listing = next_(source, info, **kwargs)
        paging = {"first": first, "after": after, "last": last, "before": before}
        window = window_of(listing.sort_keys(), paging)
        parent = source.id if listing.parent else NO_PARENT
        return Connection(pages=Pages(info.context, listing, window, parent))


def window_of(keys: tuple[SortKey, ...], paging: Mapping[str, Any]) -> Window:
    """The page that first, after, last and before ask for. Raises Invalid."""
    first, last = paging.get("first"), paging.get("last")
    name = "after" if last is None else "before"
    cursor = paging.get(name)
    return Window.of(first, last, decode_cursor(keys, cursor, field=name) if cursor else None)


def connection(
    of: Any, *, description: str, permission_classes: list[Any] | None = None
) -> Callable[[Callable[..., Listing]], Any]:
    """A field of type `of` (a Connection) from a function that returns a Listing."""

    def declare(resolver: Callable[..., Listing]) -> Any:
        return strawberry.field(
            resolver=resolver,
            graphql_type=of,
            description=description,
            permission_classes=permission_classes or [],
            extensions=[Paged()],
            metadata={SOURCE: Listed()},
        )

    return declare


def encode_cursor(keys: tuple[SortKey, ...], row: Any) -> str:
    return encode_values(keys, [_value(key, row) for key in keys])


def encode_values(keys: tuple[SortKey, ...], values: Sequence[Any]) -> str:
    """The cursor of the row with these values of the sort keys."""
    packed = msgspec.json.encode([_signature(keys), *values])
    return urlsafe_b64encode(packed).rstrip(b"=").decode()


def decode_cursor(keys: tuple[SortKey, ...], text: str, *, field: str) -> tuple[Any, ...]:
    """The sort key that `encode_cursor` wrote. Raises Invalid for another order's or no cursor."""
    try:
        packed: Any = msgspec.json.decode(urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4)))
        signature, *values = packed
        if signature != _signature(keys):
            raise Invalid("다른 정렬의 커서입니다.", field=(field,), reason=Reason.MALFORMED)
        return tuple(_typed(key, value) for key, value in zip(keys, values, strict=True))
    except (ValueError, TypeError):  # msgspec's errors are ValueErrors
        raise Invalid("커서의 형식이 아닙니다.", field=(field,), reason=Reason.MALFORMED) from None


def _signature(keys: tuple[SortKey, ...]) -> str:
    return ",".join(f"{key.name}{'-' if key.descending else '+'}" for key in keys)


def _value(key: SortKey, row: Any) -> Any:
    if key.marks_absence:
        return int(getattr(row, key.attribute) is None)
    return getattr(row, key.attribute)


def _typed(key: SortKey, value: Any) -> Any:
    kind: Any = int if key.marks_absence else key.expression.type.python_type | None
    return msgspec.convert(value, kind)


def _argument(name: str, kind: Any, description: str) -> StrawberryArgument:
    return StrawberryArgument(
        python_name=name,
        graphql_name=None,
        type_annotation=StrawberryAnnotation(kind),
        description=description,
        default=None,
    )
