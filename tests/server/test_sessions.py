"""The cookie of a signed-in browser: ours, unchanged and not past, or nobody's."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey

from madang.errors import Invalid
from madang.server.auth import Identity, Via
from madang.server.auth.sessions import BrowserSessions, kept_secret

NOON = datetime(2014, 7, 1, 3, tzinfo=UTC)


def sessions(secret: str = "s" * 32, *, at: datetime = NOON) -> BrowserSessions:
    return BrowserSessions(secret, lasting=timedelta(hours=10), clock=lambda: at)


def test_a_ticket_says_who_and_until_when() -> None:
    ticket = sessions().issue("demo-clerk", Via.DEMO)
    assert sessions().read(ticket) == Identity("demo-clerk", Via.DEMO, NOON + timedelta(hours=10))


def test_a_ticket_holds_until_its_last_second() -> None:
    ticket = sessions().issue("demo-clerk", Via.DEMO)
    assert sessions(at=NOON + timedelta(hours=10, seconds=-1)).read(ticket) is not None
    assert sessions(at=NOON + timedelta(hours=10)).read(ticket) is None


def test_another_secret_reads_nothing() -> None:
    assert sessions("t" * 32).read(sessions().issue("demo-clerk", Via.DEMO)) is None


def test_a_changed_ticket_is_nobodys() -> None:
    head, _, tail = sessions().issue("demo-clerk", Via.DEMO).split(".")
    _, body, _ = sessions().issue("demo-admin", Via.DEMO).split(".")
    assert sessions().read(f"{head}.{body}.{tail}") is None


@pytest.mark.parametrize("ticket", ["", "x", "a.b.c", "....", "é", "eyJhbGciOiJub25lIn0.e30.", "\x00"])
def test_what_is_no_ticket_is_nobodys(ticket: str) -> None:
    assert sessions().read(ticket) is None


def test_a_token_for_something_else_is_no_ticket() -> None:
    key = OctKey.import_key("s" * 32)
    other = jwt.encode({"alg": "HS256"}, {"sub": "demo-admin", "exp": 2**33}, key)
    assert sessions().read(other) is None


def test_the_secret_is_made_once_and_for_the_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    first = kept_secret(folder)
    assert len(first) == 64
    assert kept_secret(folder) == first
    assert [(one.name, oct(one.stat().st_mode & 0o777)) for one in folder.iterdir()] == [("secret", "0o600")]


async def test_processes_that_start_together_share_one_secret(tmp_path: Path) -> None:
    made = await asyncio.gather(*(asyncio.to_thread(kept_secret, tmp_path) for _ in range(8)))
    assert len(set(made)) == 1


def test_a_folder_that_cannot_hold_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Invalid, match="비밀 키를"):
        kept_secret(tmp_path / "file")
