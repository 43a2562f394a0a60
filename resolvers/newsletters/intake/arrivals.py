"""What something taken becomes as an issue: its words, and the files that are kept with it. No database."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from uuid import UUID

from madang.errors import Invalid
from madang.files import MediaType, safe_name, sniff
from madang.files import media as kinds_of_media
from madang.files.pictures import extent_of
from madang.files.sniffing import kinds
from madang.intake import Attachment, Kind, Taken
from madang.intake.taken import Picture
from madang.rules.newsletters import FileRole
from madang.text.foreign import paragraphs, safe
from models.base import uuid7

MOST_FILE_TEXT = 500_000  # characters of a file that are searched
NO_TEXT = str.maketrans({"\0": "", **{chr(point): "\ufffd" for point in range(0xD800, 0xE000)}})
NUMBERED = re.compile(
    r"제\s?([1-9]\d{0,4})\s?호(?!선|점|관|실|차|기)|\bvol\.?\s?([1-9]\d{0,4})\b", re.IGNORECASE
)
MEDIA = {
    Kind.MAIL: "message/rfc822", Kind.PAGE: "text/html", Kind.FEED: "application/xml",
    Kind.JSON_FEED: "application/feed+json", Kind.PDF: kinds_of_media.PDF.mime,
    Kind.HWP: kinds_of_media.HWP.mime, Kind.HWPX: kinds_of_media.HWPX.mime,
    Kind.DOCX: kinds_of_media.DOCX.mime,
}  # fmt: skip
DOCUMENTS = frozenset({Kind.PDF, Kind.HWP, Kind.HWPX, Kind.DOCX})  # which readers may want as they are


@dataclass(frozen=True, slots=True)
class Original:
    """The file it was taken from, as it is."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Something taken, on its way to be an issue.

    `key` says which one it is where the original does not: of a post that may be worded anew, its address.
    `day` is when it was written if it does not say so itself.
    """

    taken: Taken
    original: Original | None = None
    key: str | None = None
    day: date | None = None

    @property
    def digest(self) -> str:
        """What has the same is taken once for a title."""
        if self.key is not None:
            return digest_of(self.key)
        if self.original is not None:
            return digest_of(self.original.content)
        said = f"{self.taken.title}\0{self.taken.date}\0{self.taken.text}"
        return digest_of(said)

    @property
    def wording(self) -> str:
        """Changes when it says something else; not by other marks or addresses around the same words."""
        return digest_of(f"{self.taken.title}\0{self.taken.text}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A file on its way to the storage."""

    id: UUID = field(default_factory=uuid7)
    role: FileRole
    name: str
    media_type: str
    content: bytes = field(repr=False)
    sha256: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """An issue on its way to the database; `left_out` says which files are not kept, and why."""

    issue_id: UUID
    heading: str
    wording: str
    number: int | None  # as the heading tells it
    day: date | None
    html: str
    plain: str
    pieces: tuple[Piece, ...]
    left_out: tuple[str, ...]


def imported(arrival: Arrival) -> Imported:
    """Nothing here believes the worker: a file may have taken it over."""
    taken = arrival.taken
    pictures = {f"cid:{one.place}": piece for one in taken.pictures if (piece := _picture(one))}
    inside = {address: piece for address, piece in pictures.items() if address != "cid:0"}
    left_out: list[str] = []
    attached = list(_attached(taken, left_out))
    cover = _cover([*pictures.values(), *attached])
    plain = (taken.text or next((one.text for one in taken.attachments if one.text), "")).translate(NO_TEXT)
    return Imported(
        issue_id=uuid7(),
        heading=taken.title.translate(NO_TEXT)[:200],
        wording=arrival.wording,
        number=number_in(taken.title),
        day=taken.date or arrival.day,
        html=_shown(taken.html, inside) if taken.html and (taken.text or inside) else paragraphs(plain),
        plain=plain,
        pieces=(*_of_original(arrival), *([cover] if cover else []), *inside.values(), *attached),
        left_out=tuple(left_out),
    )


def digest_of(content: bytes | str) -> str:
    """Of a text also where it holds halves of characters, which are no UTF-8."""
    kept = content.encode("utf-8", "replace") if isinstance(content, str) else content
    return hashlib.sha256(kept).hexdigest()


def number_in(heading: str) -> int | None:
    """제12호, Vol. 12; not line 2 of the underground."""
    found = NUMBERED.search(heading)
    return int(found[1] or found[2]) if found else None


def path_of(file_id: UUID) -> str:
    """Where a file of an issue is fetched (madang.server.newsletter_files)."""
    return f"/newsletter-files/{file_id}"


def _shown(html: str, pictures: dict[str, Piece]) -> str:
    def address(written: str) -> str | None:
        piece = pictures.get(written)
        return path_of(piece.id) if piece else None

    return safe(html.translate(NO_TEXT), address)


def _of_original(arrival: Arrival) -> Iterator[Piece]:
    """A document is what readers want to have; a mailing holds addresses, a page what surrounds it."""
    original, kind = arrival.original, arrival.taken.kind
    if original is None:
        return
    name = safe_name(original.name)
    yield _piece(FileRole.ORIGINAL, name, MEDIA[kind], original.content)
    if kind in DOCUMENTS:
        extension = f".{kind.value}"
        shown = name if name.lower().endswith(extension) else safe_name(f"{name}{extension}")
        yield _piece(FileRole.ATTACHMENT, shown, MEDIA[kind], original.content)


def _attached(taken: Taken, left_out: list[str]) -> Iterator[Piece]:
    for one in taken.attachments:
        name = safe_name(one.name)
        try:
            kind = sniff(one.content, name) if one.content else None
        except Invalid as refusal:
            left_out.append(f"{name}: {refusal}")
            continue
        if kind is not None:
            yield _piece(FileRole.ATTACHMENT, name, kind.mime, one.content, _searched(one))


def _searched(attachment: Attachment) -> str:
    return attachment.text[:MOST_FILE_TEXT].translate(NO_TEXT)


def _picture(one: Picture) -> Piece | None:
    kind = _kind_of_picture(one.content)
    if kind is None:
        return None
    return _piece(FileRole.PICTURE, f"그림{one.place}{kind.extensions[0]}", kind.mime, one.content)


def _cover(candidates: list[Piece]) -> Piece | None:
    """The first picture that is none of the small ones between the words."""
    for one in candidates:
        kind = _kind_of_picture(one.content)
        extent = extent_of(one.content, kind) if kind else None
        if kind and extent and extent.is_worth_showing:
            return _piece(FileRole.COVER, f"표지{kind.extensions[0]}", kind.mime, one.content)
    return None


def _kind_of_picture(content: bytes) -> MediaType | None:
    found = next(kinds(BytesIO(content)), None)
    return found if found in kinds_of_media.PICTURES else None


def _piece(role: FileRole, name: str, media_type: str, content: bytes, text: str = "") -> Piece:
    return Piece(
        role=role, name=name, media_type=media_type, content=content, sha256=digest_of(content), text=text
    )
