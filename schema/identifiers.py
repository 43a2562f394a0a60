"""Global identifiers: opaque to clients, a type's name and a row's UUID to us."""

from base64 import urlsafe_b64decode
from binascii import b2a_base64
from collections.abc import Callable
from functools import cache, lru_cache
from uuid import UUID

from madang.errors import Invalid, Reason

UUID_BYTES = 16
NOBODY = "0" * 32
LONGEST = 100  # characters; no type has so long a name
REMEMBERED = 5_000  # of one type, and of those that are asked for
URL_SAFE = bytes.maketrans(b"+/", b"-_")


def global_id(type_name: str, id: UUID) -> str:
    return writer_of(type_name)(id)


@cache
def writer_of(type_name: str) -> Callable[[UUID], str]:
    """`global_id` for rows of one type."""
    name, length = type_name.encode(), _letters(type_name)

    def write(id: UUID) -> str:
        return b2a_base64(id.bytes + name, newline=False)[:length].translate(URL_SAFE).decode("ascii")

    return write


@cache
def column_writer_of(type_name: str) -> Callable[[list[str | None]], list[str | None]]:
    """The same for many UUIDs in text, encoded in one go. None stays None."""
    name = type_name.encode()
    padding = b"\0" * (-(UUID_BYTES + len(name)) % 3)  # then each begins at a whole letter
    between = (name + padding).hex()
    length, step = _letters(type_name), (UUID_BYTES + len(name) + len(padding)) // 3 * 4

    def write(ids: list[str | None]) -> list[str | None]:
        there = [id or NOBODY for id in ids]
        raw = bytes.fromhex(between.join([*there, ""]).replace("-", ""))
        text = b2a_base64(raw, newline=False).translate(URL_SAFE).decode("ascii")
        written: list[str | None] = [text[begin : begin + length] for begin in range(0, len(text), step)]
        return [id and one for id, one in zip(ids, written, strict=True)] if None in ids else written

    return write


def _letters(type_name: str) -> int:
    """Of an identifier, without what base64 pads with."""
    return (4 * (UUID_BYTES + len(type_name)) + 2) // 3


def parse_global_id(text: str, *, field: tuple[str, ...] = ("id",)) -> tuple[str, UUID]:
    """The type's name and the UUID. Raises Invalid for anything we never gave out."""
    try:
        return _parsed(text)
    except ValueError:
        raise Invalid("ID의 형식이 아닙니다.", field=field, reason=Reason.MALFORMED) from None


@lru_cache(maxsize=REMEMBERED)  # what is refused raises, and is not kept
def _parsed(text: str) -> tuple[str, UUID]:
    """Raises ValueError."""
    if len(text) > LONGEST:
        raise ValueError("longer than any")
    raw = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    name, id = raw[16:].decode("ascii"), UUID(bytes=raw[:16])
    if not name.isidentifier() or global_id(name, id) != text:
        raise ValueError(text)
    return name, id


def uuid_of(text: str, type_name: str, *, field: tuple[str, ...] = ("id",)) -> UUID:
    """The UUID of an identifier that must be of one type. Raises Invalid."""
    name, id = parse_global_id(text, field=field)
    if name != type_name:
        message = f"다른 종류의 ID입니다: {type_name}이(가) 아니라 {name}."
        raise Invalid(message, field=field, reason=Reason.WRONG_KIND)
    return id
