"""CSV files as people save them, in UTF-8 or the CP949 of Korean spreadsheets: read or refused whole."""

import csv
import io
from collections.abc import Collection, Iterator

from madang.rules.lines import BadFile, Line, Problem

MOST_BYTES = 8 * 1024 * 1024
MOST_LINES = 50_000
HEADER = 1


def read_table(data: bytes, *, required: Collection[str], optional: Collection[str] = ()) -> list[Line]:
    """All records with the columns we know; blank lines are passed over.

    Raises BadFile for an unreadable encoding, missing, doubled or unknown columns, broken quotes and
    lines with too few or too many cells.
    """
    header, *records = _records(_decoded(data)) or [(HEADER, [])]
    columns = [name.strip().lower() for name in header[1]]
    if problems := list(_header_problems(columns, required, optional)):
        raise BadFile(problems)
    if problems := [
        _width_problem(number, cells, columns) for number, cells in records if len(cells) != len(columns)
    ]:
        raise BadFile(problems)
    return [Line(number, dict(zip(columns, cells, strict=True))) for number, cells in records]


def _decoded(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise _bad_file(
            HEADER, f"파일이 너무 큽니다. {MOST_BYTES // 1024 // 1024} MiB까지 가져올 수 있습니다."
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    try:
        return data.decode("cp949")
    except UnicodeDecodeError:
        message = "글자를 읽을 수 없습니다. 파일을 UTF-8(또는 CP949) CSV로 다시 저장해 주십시오."
        raise _bad_file(line, message) from None


def _records(text: str) -> list[tuple[int, list[str]]]:
    """Each record that is not blank, with the number of the line it begins in."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    records: list[tuple[int, list[str]]] = []
    begins = HEADER
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                records.append((begins, cells))
            begins = reader.line_num + 1
    except csv.Error:
        message = "쉼표나 따옴표가 맞지 않아 여기서부터 읽을 수 없습니다."
        raise _bad_file(begins, message) from None
    if len(records) > MOST_LINES:
        raise _bad_file(HEADER, f"{MOST_LINES:,}줄까지 가져올 수 있습니다. 지금은 {len(records):,}줄입니다.")
    return records


def _header_problems(
    columns: list[str], required: Collection[str], optional: Collection[str]
) -> Iterator[Problem]:
    known = [*required, *optional]
    for name in required:
        if name not in columns:
            yield Problem(HEADER, f"열 '{name}'이(가) 없습니다. 첫 줄에 있어야 할 열: {', '.join(required)}")
    for name in columns:
        if name not in known:
            yield Problem(HEADER, f"모르는 열 '{name}'이(가) 있습니다. 쓸 수 있는 열: {', '.join(known)}")
        elif columns.count(name) > 1:
            yield Problem(HEADER, f"열 '{name}'이(가) 두 번 있습니다.")


def _width_problem(number: int, cells: list[str], columns: list[str]) -> Problem:
    return Problem(number, f"칸이 {len(columns)}개여야 하는데 {len(cells)}개입니다.")


def _bad_file(line: int, message: str) -> BadFile:
    return BadFile([Problem(line, message)])
