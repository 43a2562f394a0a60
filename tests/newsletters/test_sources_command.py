"""`madang newsletters sources`: what the operator sees of sources, and one asked now."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine
from typer.testing import CliRunner

from madang.server.cli.app import app
from schema.identifiers import global_id
from tests.cli.test_explain import stamp
from tests.newsletters.elsewhere import POSTS, Desk, rss

Run = Callable[..., Awaitable[tuple[int, str, str]]]


@pytest.fixture
async def sources(
    desk: Desk, engine: AsyncEngine, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Run:
    await stamp(engine)
    monkeypatch.setenv("MADANG_DATABASE_URL", database_url)
    monkeypatch.setenv("MADANG_DATA", str(tmp_path))
    monkeypatch.setenv("MADANG_FEED_NETWORKS", "127.0.0.0/8")
    monkeypatch.setenv("MADANG_FEED_PORTS", str(desk.home.port))

    def run(*arguments: str) -> tuple[int, str, str]:
        result = CliRunner().invoke(app, ["newsletters", "sources", *arguments], catch_exceptions=False)
        return result.exit_code, result.stdout, result.stderr

    async def command(*arguments: str) -> tuple[int, str, str]:
        return await asyncio.to_thread(run, *arguments)

    return command


async def test_sources_are_listed_with_their_problems_and_one_is_fetched(desk: Desk, sources: Run) -> None:
    desk.home.put("/rss", rss(*POSTS))
    await desk.add()
    source = await desk.source()
    code, said, _ = await sources("list")
    titles, row = said.splitlines()
    assert (code, titles.split()) == (
        0,
        ["번호", "소식지", "종류", "주소", "상태", "가져온", "호", "다음", "문제"],
    )
    shown = (str(source.id), "버스 소식", desk.home.address("/rss"), "살피는 중", "07-07 12:00")
    assert [one for one in shown if one not in row] == []
    assert await sources("fetch", str(source.id)) == (0, "새로 가져온 호 2\n", "")
    assert [heading for _, heading, _ in await desk.told()] == ["심야버스", "정류소"]
    assert (await sources("list", "--problems"))[1].splitlines()[1:] == []
    desk.home.put("/rss", "", status=404)
    gone = "그런 주소가 없다고 합니다(404). 주소를 확인해 주십시오."
    assert await sources("fetch", str(source.id)) == (1, f"새로 가져온 호 0\n{gone}\n", "")
    assert gone in (await sources("list", "--problems"))[1]
    await desk.do("Pause", id=global_id("NewsletterSource", source.id))
    assert (await sources("fetch", str(source.id)))[:2] == (1, f"새로 가져온 호 0\n쉬는 곳입니다. {gone}\n")


async def test_what_is_no_source_is_refused(sources: Run) -> None:
    for id, told in (("x", "번호를 적어 주십시오"), ("0" * 32, "그런 곳이 없습니다")):
        code, _, said = await sources("fetch", id)
        assert (code, told in said) == (1, True), said
