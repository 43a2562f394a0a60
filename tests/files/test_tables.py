"""A table is read to the letter, or refused with the numbers of its bad lines."""

import pytest

from madang.files.tables import MOST_BYTES, read_table
from madang.rules.lines import BadFile, Line, Problem


def read(data: bytes) -> list[Line]:
    return read_table(data, required=("code", "name"), optional=("parent",))


def problems(data: bytes) -> tuple[Problem, ...]:
    with pytest.raises(BadFile) as refused:
        read(data)
    return refused.value.problems


def test_records_keep_the_number_of_the_line_they_begin_in() -> None:
    data = 'Code, name\nA,"두\n줄"\n\n,\nB,하나\n'.encode()
    assert read(data) == [Line(2, {"code": "A", "name": "두\n줄"}), Line(6, {"code": "B", "name": "하나"})]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
def test_the_encodings_of_korean_spreadsheets_are_understood(encoding: str) -> None:
    assert read("code,name\r\nA,총무과\r\n".encode(encoding)) == [Line(2, {"code": "A", "name": "총무과"})]


def test_bytes_of_no_encoding_are_refused_with_their_line() -> None:
    message = "글자를 읽을 수 없습니다. 파일을 UTF-8(또는 CP949) CSV로 다시 저장해 주십시오."
    assert problems(b"code,name\nA,a\nB,\xff\xff\n") == (Problem(3, message),)


def test_missing_unknown_and_doubled_columns_are_all_named() -> None:
    assert [problem.message for problem in problems(b"code,kode,code\nA,B,C\n")] == [
        "모르는 열 'kode'이(가) 있습니다. 쓸 수 있는 열: code, name, parent",
        "열 'code'이(가) 두 번 있습니다.",
        "열 'name'이(가) 없습니다. 첫 줄에 있어야 할 열: code, name",
    ]


def test_an_empty_file_lacks_its_columns() -> None:
    assert [problem.line for problem in problems(b"")] == [1, 1]


def test_lines_with_too_few_or_too_many_cells_are_named() -> None:
    assert problems(b"code,name\nA\nB,b\nC,c,c\n") == (
        Problem(2, "칸이 2개여야 하는데 1개입니다."),
        Problem(4, "칸이 2개여야 하는데 3개입니다."),
    )


def test_a_quote_that_never_ends_is_refused_where_it_begins() -> None:
    message = "쉼표나 따옴표가 맞지 않아 여기서부터 읽을 수 없습니다."
    assert problems(b'code,name\nA,a\nB,"b\nC,c\n') == (Problem(3, message),)


def test_a_file_beyond_the_limit_is_not_even_decoded() -> None:
    message = "파일이 너무 큽니다. 8 MiB까지 가져올 수 있습니다."
    assert problems(b"\xff" * (MOST_BYTES + 1)) == (Problem(1, message),)


def test_too_many_lines_are_refused() -> None:
    message = "50,000줄까지 가져올 수 있습니다. 지금은 50,001줄입니다."
    assert problems(b"code,name\n" + b"A,a\n" * 50_000) == (Problem(1, message),)
