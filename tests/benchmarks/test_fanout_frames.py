"""Frames are counted right however reads split them, and HTTP answers end where they end."""

from collections.abc import Sequence

import pytest
from websockets.frames import Frame, Opcode

from benchmarks.fanout.deed import is_whole
from benchmarks.fanout.frames import PING, PONG, TEXT, Frames, is_one_text, written

EVENT = "사건 " * 40  # 280 bytes
MESSAGES = [(TEXT, b"{}"), (TEXT, EVENT.encode()), (PING, b"1234"), (TEXT, b"x" * 70_000), (TEXT, b"")]


def sent(opcode: Opcode, payload: bytes) -> bytes:
    return Frame(opcode, payload).serialize(mask=False)


STREAM = b"".join(sent(Opcode(first & 15), payload) for first, payload in MESSAGES)


@pytest.mark.parametrize("size", [1, 2, 3, 125, 4096, len(STREAM)])
def test_frames_are_the_same_however_reads_split_them(size: int) -> None:
    frames = Frames()
    parts = [STREAM[start : start + size] for start in range(0, len(STREAM), size)]
    assert [frame for part in parts for frame in frames.take(part)] == MESSAGES
    assert frames.is_between


def test_a_split_frame_is_not_there_before_its_last_byte() -> None:
    frames, frame = Frames(), sent(Opcode.TEXT, EVENT.encode())
    assert list(frames.take(frame[:-1])) == []
    assert not frames.is_between
    assert list(frames.take(frame[-1:])) == [(TEXT, EVENT.encode())]
    assert frames.is_between


def test_one_text_and_nothing_else_is_known_by_its_head() -> None:
    frame = sent(Opcode.TEXT, EVENT.encode())
    assert known(frame)
    others: Sequence[bytes] = [
        frame[:-1],
        frame[:3],
        frame * 2,
        frame + b"\x81",
        sent(Opcode.TEXT, b"short"),
        sent(Opcode.TEXT, b"x" * 70_000)[:65_536],
        sent(Opcode.PING, b"1234"),
        sent(Opcode.BINARY, EVENT.encode()),
    ]
    assert [known(other) for other in others] == [False] * len(others)


def known(data: bytes) -> bool:
    """In a buffer that still holds what came before."""
    return is_one_text(bytearray(data.ljust(70_000, b"?")), len(data))


@pytest.mark.parametrize("length", [0, 125, 126, 65_535, 65_536])
def test_our_frames_are_masked_with_zeros(length: int) -> None:
    ours, theirs = written(TEXT, b"x" * length), sent(Opcode.TEXT, b"x" * length)
    head = len(theirs) - length
    assert ours[1] == theirs[1] | 0x80
    assert ours[:1] + ours[2:] == theirs[:1] + theirs[2:head] + bytes(4) + theirs[head:]
    assert written(PONG, b"1")[0] == 0x8A


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\nconnection: keep-alive\r\n\r\n{12}",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n{12}\r\n0\r\n\r\n",
    ],
)
def test_an_answer_is_whole_with_its_last_byte(answer: bytes) -> None:
    assert [end for end in range(len(answer) + 1) if is_whole(answer[:end])] == [len(answer)]
