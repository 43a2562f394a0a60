"""Names of attachments: readable, harmless on every system, short enough."""

import re
import unicodedata
from email.message import Message
from urllib.parse import unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from madang.files.names import MOST_BYTES, MOST_CHARACTERS, content_disposition, extension_of, safe_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("보고서.hwp", "보고서.hwp"),
        (unicodedata.normalize("NFD", "보고서.hwp"), "보고서.hwp"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\홍길동\\바탕 화면\\계획.hwp", "계획.hwp"),
        ("/etc/", "첨부파일"),
        ("", "첨부파일"),
        ("...", "첨부파일"),
        ("\u3164.pdf", "pdf"),
        (".htaccess", "htaccess"),
        ("-rf.txt", "rf.txt"),
        ("가\x00나\r\nSet-Cookie: a.pdf", "가나 Set-Cookie_ a.pdf"),
        ("보고서\u202efdp.exe", "보고서fdp.exe"),
        ("보\u200b고\ufeff서.pdf", "보고서.pdf"),
        ("반\ud800쪽.pdf", "반쪽.pdf"),
        ('a<b>:"c|d?*%.txt', "a_b___c_d___.txt"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("LPT¹.hwp", "_LPT¹.hwp"),
        ("console.txt", "console.txt"),
        ("  결과  보고 .pdf  ", "결과 보고.pdf"),
        ("보고서.pdf. . ", "보고서.pdf"),
    ],
)
def test_a_name_becomes_safe_and_stays_recognisable(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_a_long_name_keeps_its_extension() -> None:
    assert safe_name("a" * 300 + ".hwpx") == "a" * (MOST_CHARACTERS - 5) + ".hwpx"
    assert safe_name("가" * 300 + ".hwpx") == "가" * 78 + ".hwpx"


def test_an_ending_too_long_for_an_extension_is_cut_like_the_rest() -> None:
    assert safe_name("a." + "b" * 300) == ("a." + "b" * 300)[:MOST_CHARACTERS]


@given(
    st.text(max_size=400)
    | st.from_regex(r"[./\\ a-z가-힣]{0,40}(con|보고서)[. \u202e]*(pdf|exe)?[. ]*", fullmatch=True)
)
@example("가" * 90 + ". " * 40 + "pdf")
@example("con" + "\u0301" * 5)
@example("a. .pdf")
def test_a_safe_name_is_safe_whatever_came_in(name: str) -> None:
    safe = safe_name(name)
    assert 1 <= len(safe) <= MOST_CHARACTERS
    assert len(safe.encode()) <= MOST_BYTES
    assert safe.isprintable()
    assert not set(safe) & set('/\\<>:"|?*%')
    assert safe[0] not in ". -"
    assert safe[-1] not in ". "
    assert unicodedata.is_normalized("NFC", safe)
    assert safe_name(safe) == safe


def test_the_extension_is_the_last_one_in_small_letters() -> None:
    assert [extension_of(name) for name in ("보고서.HWP", "a.pdf.exe", "이름", ".pdf", "a.pdf ")] == [
        ".hwp",
        ".exe",
        "",
        "",
        ".pdf",
    ]


def test_the_header_names_the_file_for_new_and_old_programs() -> None:
    assert content_disposition("결과 보고.hwp") == (
        "attachment; filename=\"__ __.hwp\"; filename*=UTF-8''%EA%B2%B0%EA%B3%BC%20%EB%B3%B4%EA%B3%A0.hwp"
    )
    assert content_disposition("a.png", inline=True) == "inline; filename=\"a.png\"; filename*=UTF-8''a.png"


@given(st.text(max_size=60))
def test_the_header_is_one_line_of_ascii_and_gives_the_name_back(name: str) -> None:
    header = content_disposition(name)
    assert header.isascii()
    assert header.isprintable()
    assert unquote(header.rpartition("filename*=UTF-8''")[2]) == safe_name(name)
    message = Message()
    message["Content-Disposition"] = header
    assert message.get_filename() == re.sub(r"[^ -~]", "_", safe_name(name))
