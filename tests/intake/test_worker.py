"""A hostile file ends its own worker, in bounded time and memory, and nothing else."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Timer

import pytest

from madang.intake import Limits, Refused, Taken, Worker
from madang.intake.bounds import MEGABYTE, MOST_DEPTH
from tests.intake.writing import bomb, docx, hwp, mail, nested, pdf

GOOD = mail("살아 있습니다").as_bytes()
SLOW = Limits(seconds=1, wall=30)


def texts(outcomes: tuple[Taken | Refused, ...]) -> list[str]:
    return [outcome.text if isinstance(outcome, Taken) else outcome.reason for outcome in outcomes]


def test_one_worker_reads_one_file_after_another_and_ends_with_us() -> None:
    with Worker() as worker:
        assert worker.pid is None
        assert texts(worker.read(GOOD, "a.eml")) == ["살아 있습니다"]
        pid = worker.pid
        assert worker.read(b"\x01\x02\x03", "b.bin")[0].source_name == "b.bin"
        assert texts(worker.read(GOOD, "c.eml")) == ["살아 있습니다"]
        assert worker.pid == pid
    assert pid is not None
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_file_that_takes_too_long_to_read_is_given_up_and_the_next_is_read() -> None:
    endless = pdf("심야버스 운영", repeat=400_000)
    with Worker(SLOW) as worker:
        began = time.monotonic()
        assert texts(worker.read(endless, "a.pdf")) == [
            "읽는 데 너무 오래 걸려 그만두었습니다(연산 1초, 모두 30초까지)."
        ]
        assert time.monotonic() - began < 20
        assert texts(worker.read(GOOD, "b.eml")) == ["살아 있습니다"]


def test_a_worker_that_does_not_get_on_is_ended_by_the_clock() -> None:
    """Stopped, it takes no time of the processor."""
    with Worker(Limits(wall=2)) as worker:
        worker.read(GOOD, "a.eml")
        assert worker.pid is not None
        os.kill(worker.pid, signal.SIGSTOP)
        assert texts(worker.read(GOOD, "b.eml")) == [
            "읽는 데 너무 오래 걸려 그만두었습니다(연산 20초, 모두 2초까지)."
        ]
        assert texts(worker.read(GOOD, "c.eml")) == ["살아 있습니다"]


def test_a_file_that_takes_too_much_memory_is_given_up_and_the_next_is_read() -> None:
    large = mail("큰 편지", ("큰.bin", b"\x01" * 40 * MEGABYTE)).as_bytes()
    with Worker(Limits(memory=200 * MEGABYTE)) as worker:
        assert texts(worker.read(large, "a.eml")) == ["읽는 데 메모리를 200 MB 넘게 써서 그만두었습니다."]
        assert texts(worker.read(GOOD, "b.eml")) == ["살아 있습니다"]
    with Worker() as worker:
        assert texts(worker.read(large, "a.eml")) == ["큰 편지"]


def test_seconds_are_those_of_one_file() -> None:
    """The processor is counted for the life of a process, and would be used up by what went before."""
    busy = pdf("심야버스 운영", repeat=10_000)
    with Worker(SLOW) as worker:
        pids = set[int | None]()
        for _ in range(8):
            assert isinstance(worker.read(busy, "a.pdf")[0], Taken)
            pids.add(worker.pid)
    assert len(pids) == 1


def test_a_file_that_crashes_its_worker_is_refused_and_the_next_is_read() -> None:
    with Worker() as worker:
        worker.read(GOOD, "a.eml")
        assert worker.pid is not None
        crash = Timer(1, os.kill, (worker.pid, signal.SIGSEGV))  # as a broken library would
        crash.start()
        assert texts(worker.read(pdf("심야버스 운영", repeat=400_000), "b.pdf")) == [
            "읽는 프로그램을 멈추게 하는 파일입니다. 원래 프로그램에서 다시 저장해 주십시오."
        ]
        assert texts(worker.read(GOOD, "c.eml")) == ["살아 있습니다"]


def test_no_file_is_blamed_for_a_worker_that_ended_before_it() -> None:
    with Worker() as worker:
        worker.read(GOOD, "a.eml")
        assert worker.pid is not None
        os.kill(worker.pid, signal.SIGKILL)
        os.waitid(os.P_PID, worker.pid, os.WEXITED | os.WNOWAIT)
        assert texts(worker.read(GOOD, "b.eml")) == ["살아 있습니다"]


def test_the_worker_knows_nothing_of_our_environment_and_runs_nothing_from_where_we_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "email.py").write_text("raise SystemExit(3)")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MADANG_DATABASE_URL", "postgresql://secret")
    with Worker() as worker:
        assert texts(worker.read(GOOD, "a.eml")) == ["살아 있습니다"]
        told = Path(f"/proc/{worker.pid}/environ")
        if told.exists():
            assert b"secret" not in told.read_bytes()


HOSTILE = {
    "zip bomb": bomb("Contents/section0.xml", 400_000_000),
    "endless messages": nested(20_000),
    "messages a little too deep": nested(MOST_DEPTH + 1),
    "deep page": b"<html>" + b"<div>" * 20_000 + "가".encode(),
    "half a document": docx("<w:p/>")[:400],
    "half a Hangul document": hwp("가" * 500)[:3_000],
    "half a PDF": pdf("가" * 500)[:900],
    "no PDF at all": b"%PDF-1.7\n" + b"1 0 obj << /Type /Catalog /Pages 1 0 R >> endobj\n" * 2_000,
    "noise": bytes(range(256)) * 4_000,
    "words in words": b"Subject: " + b"=?" * 500_000 + b"\n\nx",
    "long header": b"Subject: x\n" + b"X-A: " + b"a" * 5_000_000 + b"\n\nx",
    "boundaries": b'Subject: x\nContent-Type: multipart/mixed; boundary="b"\n\n' + b"--b\n\n" * 100_000,
}


@pytest.fixture(scope="module")
def shared() -> Iterator[Worker]:
    with Worker() as worker:
        yield worker


DEEP = {
    "boxes": b"<div>" * 100_000,
    "lists": b"<ul><li>" * 100_000,
    "boxes that are closed too often": b"<div></b></i>" * 100_000,
}


@pytest.mark.parametrize("name", DEEP)
def test_a_page_that_nests_without_end_is_refused_before_it_is_parsed(name: str, shared: Worker) -> None:
    """Parsed, a hundred thousand boxes took 55 seconds, which others waited for."""
    began = time.monotonic()
    outcome = shared.read(b"<html><body>" + DEEP[name] + "가".encode(), name)
    assert outcome == (Refused("HTML의 꼬리표가 2,000겹 넘게 겹쳐 있어 읽지 않습니다.", name),)
    assert time.monotonic() - began < 2


def test_what_old_pages_leave_open_is_no_nesting(shared: Worker) -> None:
    lines = "".join(f"<p>{n}<br><li>줄<tr><td>칸" for n in range(3_000))
    (outcome,) = shared.read(f"<html><body><div>{lines}</div></body></html>".encode(), "old")
    assert isinstance(outcome, Taken)
    assert "2999" in outcome.text


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_answered_soon(name: str, shared: Worker) -> None:
    began = time.monotonic()
    (outcome,) = shared.read(HOSTILE[name], name)
    assert time.monotonic() - began < 30
    if isinstance(outcome, Refused):
        assert any("가" <= letter <= "힣" for letter in outcome.reason)
    assert texts(shared.read(GOOD, "a.eml")) == ["살아 있습니다"]
