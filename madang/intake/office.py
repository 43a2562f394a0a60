"""DOCX: paragraphs, with the cells of a row in one line."""

from madang.errors import Invalid, Reason
from madang.intake import days
from madang.intake.bounds import gathered
from madang.intake.packed import Archive, events
from madang.intake.pictures import first_of
from madang.intake.taken import Kind, Taken
from madang.intake.wording import tidy, title_of

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
MARKS = {"p": "\n", "br": "\n", "cr": "\n", "tab": " "}


def read_docx(content: bytes, source: str) -> Taken:
    archive = Archive(content)
    text = tidy(gathered(_text(archive.read("word/document.xml")).split("\n")))
    if not text:
        raise Invalid("글이 없는 문서입니다.", reason=Reason.REQUIRED)
    said = _said(archive.read("docProps/core.xml"))
    written = days.of_iso(said.get("modified") or said.get("created") or "")
    title = title_of(said.get("title"), text=text, source=source)
    shown = first_of(archive, "docProps/thumbnail.jpeg", "docProps/thumbnail.png", "word/media/")
    return Taken(title, written, Kind.DOCX, text, source, pictures=shown)


def _text(document: bytes) -> str:
    if not document:
        raise Invalid("문서가 들어 있지 않습니다.", reason=Reason.MALFORMED)
    pieces: list[str] = []
    inside: list[str] = []  # elements of the word processor around here

    def tell(what: str, said: str) -> None:
        if what == "text":
            if inside and inside[-1] == "t":
                pieces.append(said)
        elif what == "start":
            inside.append(said.removeprefix(WORD))
        else:
            inside.pop()
            name = said.removeprefix(WORD)
            pieces.append(" " if name == "p" and "tc" in inside[-4:] else MARKS.get(name, ""))
            if name == "tr":
                pieces.append("\n")

    events(document, tell)
    return "".join(pieces)


def _said(core: bytes) -> dict[str, str]:
    """What a document says of itself, by the last part of each name."""
    found: dict[str, str] = {}
    name = ""

    def tell(what: str, said: str) -> None:
        nonlocal name
        if what == "start":
            name = said.rpartition(" ")[2]
        elif what == "text" and said.strip():
            found[name] = found.get(name, "") + said

    if core:
        events(core, tell)
    return found
