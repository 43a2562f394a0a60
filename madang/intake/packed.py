"""Documents that are archives of XML: unpacked within bounds, never to a disk."""

import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any
from xml.parsers import expat

from madang.errors import Invalid, Reason
from madang.intake.bounds import MOST_ENTRIES, MOST_UNPACKED, too_much

CHUNK = 1024 * 1024


class Archive:
    """Raises Invalid unless all of it unpacks to at most MOST_UNPACKED bytes: sizes told may lie."""

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(content))
            names = self._zip.namelist()
            if len(names) > MOST_ENTRIES:
                raise too_much(f"파일 안에 파일이 {MOST_ENTRIES:,}개를 넘어")
            left = MOST_UNPACKED
            for name in names:
                left -= self._unpacked_size(name, left)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as failure:
            raise Invalid("파일이 깨져 있습니다.", reason=Reason.MALFORMED) from failure
        except RuntimeError as failure:
            message = "암호가 걸려 있거나 모르는 방법으로 압축되어 있습니다."
            raise Invalid(message, reason=Reason.UNREADABLE) from failure

    def names(self, folder: str) -> list[str]:
        """Of what stands in a folder, in order."""
        return sorted(name for name in self._zip.namelist() if name.startswith(folder))

    def read(self, name: str) -> bytes:
        """Nothing, where there is no such entry."""
        return self._zip.read(name) if name in self._zip.namelist() else b""

    def _unpacked_size(self, name: str, most: int) -> int:
        size = 0
        with self._zip.open(name) as entry:
            while piece := entry.read(CHUNK):
                size += len(piece)
                if size > most:
                    raise too_much(f"압축을 풀면 {MOST_UNPACKED // CHUNK} MB를 넘어")
        return size


def events(xml: bytes, tell: Callable[[str, str], None]) -> None:
    """Tell what stands there: "start" and "end" with a name, "text" with letters.

    Raises Invalid for a document type: entities multiply.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, _: tell("start", name)
    parser.EndElementHandler = lambda name: tell("end", name)
    parser.CharacterDataHandler = lambda letters: tell("text", letters)
    parser.StartDoctypeDeclHandler = _no_types
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as failure:
        raise Invalid("파일 안의 XML이 깨져 있습니다.", reason=Reason.MALFORMED) from failure


def _no_types(*_: Any) -> None:
    raise Invalid("XML에 문서 형식 선언이 있어 읽지 않습니다.", reason=Reason.UNSUPPORTED)
