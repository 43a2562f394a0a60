"""`madang newsletters read`: folders and mailboxes one by one, failures named, everything else read."""

import io
import json
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from madang.intake import Refused, Taken, Worker, bounds, files_in, read_file
from madang.intake.mailbox import messages
from madang.server.cli.app import app
from tests.intake.writing import hwpx, mail, pdf

SEPARATOR = b"From news@seoul.example Thu Nov 19 16:30:00 2026\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Korean names, a mailbox, a broken file, a hidden one and a link back up."""
    (tmp_path / "2026").mkdir()
    (tmp_path / "2026" / "소식.hwpx").write_bytes(hwpx("심야버스를 늘립니다", title="11월 소식"))
    (tmp_path / "2026" / "깨짐.pdf").write_bytes(pdf("글")[:100])
    letters = [mail(f"본문 {place}", subject=f"제목 {place}").as_bytes() + b"\n" for place in (1, 2)]
    broken = b"Subject: x\n\n" + b"\xff\xfd\xff\xfc" * 50 + b"\n\n"
    (tmp_path / "모음.mbox").write_bytes(SEPARATOR + SEPARATOR.join([letters[0], broken, letters[1]]))
    (tmp_path / ".숨김").write_bytes(b"x")
    (tmp_path / "2026" / "위로").symlink_to(tmp_path)
    return tmp_path


def read(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["newsletters", "read", *arguments], catch_exceptions=False)
    return result.exit_code, result.stdout, result.stderr


def test_a_folder_is_read_whole_and_its_failures_are_named(folder: Path) -> None:
    assert read(str(folder)) == (
        1,
        f"{folder}/2026/깨짐.pdf\n"
        "  읽지 못함: PDF가 깨져 있습니다.\n"
        f"{folder}/2026/소식.hwpx\n"
        "  11월 소식\n"
        "  2026-11-03 · 한글 문서(HWPX) · 10자 · 첨부 0\n"
        "  심야버스를 늘립니다\n"
        f"{folder}/모음.mbox 1번째 편지\n"
        "  제목 1\n"
        "  2026-11-20 · 전자우편 · 4자 · 첨부 0\n"
        "  본문 1\n"
        f"{folder}/모음.mbox 2번째 편지\n"
        "  읽지 못함: 글자를 알아볼 수 없습니다. UTF-8로 다시 저장해 주십시오.\n"
        f"{folder}/모음.mbox 3번째 편지\n"
        "  제목 2\n"
        "  2026-11-20 · 전자우편 · 4자 · 첨부 0\n"
        "  본문 2\n",
        "읽은 글 3 · 읽지 못한 것 2\n",
    )


def test_json_has_a_line_for_each_with_the_whole_text(folder: Path) -> None:
    code, out, _ = read("--json", str(folder / "2026"))
    broken, taken = map(json.loads, out.splitlines())
    assert code == 1
    assert broken == {"reason": "PDF가 깨져 있습니다.", "source_name": f"{folder}/2026/깨짐.pdf"}
    assert taken == {
        "title": "11월 소식",
        "date": "2026-11-03",
        "kind": "hwpx",
        "text": "심야버스를 늘립니다",
        "source_name": f"{folder}/2026/소식.hwpx",
        "html": None,
        "attachments": [],
        "key": None,
        "address": None,
        "extent": "whole",
    }


def test_when_all_is_read_it_ends_with_zero(folder: Path) -> None:
    assert read(str(folder / "2026" / "소식.hwpx"))[0] == 0


def test_what_is_not_there_is_said_and_the_rest_is_read(folder: Path) -> None:
    code, out, told = read(str(folder / "없음.eml"), str(folder / "2026" / "소식.hwpx"))
    assert (code, told) == (1, "읽은 글 1 · 읽지 못한 것 1\n")
    assert out.startswith(f"{folder}/없음.eml\n  읽지 못함: 읽을 수 없습니다: No such file\n")


def test_a_terminal_obeys_nothing_of_a_title(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes("Subject: 소식\x1b]0;x\x07[bold]\n\n글\x1b[2J".encode())
    _, out, _ = read(str(tmp_path))
    assert ("\x1b" in out, "  소식]0;x[bold]\n" in out) == (False, True)


def test_a_name_written_in_cp949_is_shown_as_it_was_meant(tmp_path: Path) -> None:
    """Linux takes any bytes for a name; JSON does not."""
    with open(os.fsencode(tmp_path) + b"/" + "똠방.eml".encode("cp949"), "wb") as file:
        file.write(b"Subject: x\n\ntext")
    code, out, _ = read("--json", str(tmp_path))
    assert (code, json.loads(out)["source_name"]) == (0, f"{tmp_path}/똠방.eml")


def test_hidden_files_and_links_are_passed_over(folder: Path) -> None:
    names = [file.relative_to(folder).as_posix() for file in files_in(folder)]
    assert names == ["2026/깨짐.pdf", "2026/소식.hwpx", "모음.mbox"]


def test_a_mailbox_is_parted_only_where_a_message_begins() -> None:
    text = b"Subject: x\n\nFrom here on\n>From the top\n\nend\n"
    box = SEPARATOR + text + b"\n" + SEPARATOR + b"Subject: y\n\nz\n"
    first, second = messages(io.BytesIO(box))
    assert first == b"Subject: x\n\nFrom here on\nFrom the top\n\nend\n\n"
    assert second == b"Subject: y\n\nz\n"


def test_a_message_or_a_file_that_is_too_large_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    """Sparse: nothing of it is on the disk."""
    box, huge = tmp_path / "a.mbox", tmp_path / "b.pdf"
    with box.open("wb") as file:
        file.write(SEPARATOR + b"Subject: x\n\n")
        file.seek(bounds.MOST_BYTES + 1_000, io.SEEK_CUR)
        file.write(b"\n\n" + SEPARATOR + b"Subject: y\n\nz\n")
    with huge.open("wb") as file:
        file.write(b"%PDF-1.7")
        file.truncate(5_000_000_000)
    with Worker() as worker:
        first, second = read_file(box, worker)
        (third,) = read_file(huge, worker)
    too_large = "64 MB를 넘어 읽지 않습니다."
    assert first == Refused(too_large, f"{box} 1번째 편지")
    assert isinstance(second, Taken)
    assert (second.text, third) == ("z", Refused(too_large, str(huge)))
