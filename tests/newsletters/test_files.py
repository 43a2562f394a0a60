"""Files of issues: put to drafts, fetched by whoever sees the issue, and by nobody else through any door."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import quote, unquote
from uuid import UUID, uuid4

import pytest
from httpx2 import ASGITransport, AsyncClient, Response
from PIL import Image
from sqlalchemy import select, update
from sqlalchemy.orm import undefer
from starlette.applications import Starlette
from starlette.requests import HTTPConnection
from starlette.routing import Route
from strawberry import Schema

from madang.files import FolderStorage
from madang.rules.conditions import EVERYTHING, Condition
from madang.rules.newsletters import Audience, FileRole, IssueState
from madang.rules.people import Actor
from madang.server.auth import Identity, Via
from madang.server.newsletter_files import NewsletterFilesOverHTTP
from madang.server.thumbnails import Thumbnails
from madang.server.transports import Door
from models import NewsletterFile, NewsletterIssue
from resolvers.access import SEEN
from resolvers.context import Context
from schema.execution import Engine
from schema.identifiers import global_id, parse_global_id
from schema.people_queries import PeopleQuery
from tests import builders
from tests.builders import NOON
from tests.intake.writing import pdf
from tests.newsletters.conftest import Press, codes
from tests.newsletters.pictures import png
from tests.newsletters.test_audiences import Row, for_citizens, made

SCHEMA = Schema(PeopleQuery)
FILES = "files { totalCount nodes { id role name path version uploadedBy { name } } } cover { path }"


@dataclass
class Desk:
    press: Press
    http: AsyncClient
    folder: Path

    async def post(self, issue: str, name: str, content: bytes, who: str = "동료", **asked: str) -> Response:
        headers = {"x-who": quote(who), "x-file-name": quote(name)}
        path = f"/newsletter-files/{issue}"
        return await self.http.post(path, headers=headers, content=content, params=asked)

    async def get(self, path: str, who: str | None = None, **headers: str) -> Response:
        return await self.http.get(path, headers=headers | ({"x-who": quote(who)} if who else {}))

    async def draft(self, **given: Any) -> str:
        title = (await self.press.title(**given))["newsletter"]["id"]
        return (await self.press.write(title))["issue"]["id"]

    async def files(self, issue: str, who: str | None) -> Any:
        document = f"query ($id: ID!) {{ newsletterIssue(id: $id) {{ state {FILES} }} }}"
        return (await self.press.ask(who, document, id=issue))["newsletterIssue"]

    async def remove(self, id: str, version: int | None = None) -> Any:
        storage = FolderStorage(self.folder)
        ctx = replace(await self.press.board.context(self.press.people["동료"]), storage=storage)
        document = """mutation ($id: ID!, $version: Int) { newsletterIssueFileRemove(
          id: $id, version: $version
        ) { errors { code reason } issue { state files { totalCount } } } }"""
        data = await self.press.board.ask_in(ctx, document, id=id, version=version)
        return data["newsletterIssueFileRemove"]

    async def rows(self) -> list[NewsletterFile]:
        wanted = select(NewsletterFile).options(undefer(NewsletterFile.text)).order_by(NewsletterFile.id)
        async with self.press.city.sessions() as session:
            return list(await session.scalars(wanted))

    def lying(self) -> int:
        return sum(path.is_file() for path in self.folder.rglob("*"))


@pytest.fixture
async def desk(press: Press, tmp_path: Path) -> AsyncIterator[Desk]:
    """Lets in whoever names themselves, and takes files into a folder; so does GraphQL."""
    storage = FolderStorage(tmp_path / "files")

    async def sign_in(connection: HTTPConnection, payload: Mapping[str, Any] | None = None) -> Any:
        who = unquote(connection.headers.get("x-who", ""))
        return Identity(who, Via.TOKEN) if who else None

    async def context_for(identity: Identity | None) -> Context:
        person = press.people[identity.employee_number] if identity else None
        return replace(await builders.context(press.city, person), storage=storage)

    door: Door[Context] = Door(Engine(SCHEMA), sign_in, context_for)
    with Thumbnails() as thumbnails:
        files = Route("/newsletter-files/{id}", NewsletterFilesOverHTTP(door, thumbnails))
        transport = ASGITransport(Starlette(routes=[files]))
        async with AsyncClient(transport=transport, base_url="http://board") as http:
            yield Desk(press, http, tmp_path / "files")


async def test_a_file_is_put_to_a_draft_and_fetched_by_citizens_once_the_issue_is_out(desk: Desk) -> None:
    issue = await desk.draft()
    content = pdf("심야 시간표")
    taken = await desk.post(issue, "시간표.pdf", content)
    assert (taken.status_code, taken.json()["role"], taken.json()["version"]) == (201, "ATTACHMENT", 2)
    path = taken.headers["location"]
    assert [(await desk.get(path, who)).status_code for who in ("직원", "남", None)] == [200, 404, 404]
    (row,) = await desk.rows()
    assert (row.text, row.media_type) == ("심야 시간표", "application/pdf")
    for act in ("Approve", "Publish"):
        await desk.press.act(act, issue)
    got = await desk.get(path)
    assert (got.status_code, got.content) == (200, content)
    told = ("content-disposition", "cache-control", "content-security-policy", "x-content-type-options")
    assert [got.headers[name].partition(";")[0] for name in told] == [
        "attachment", "private, no-cache", "default-src 'none'", "nosniff",
    ]  # fmt: skip
    again = await desk.get(path, **{"if-none-match": got.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    shown = (await desk.files(issue, None))["files"]
    assert shown["nodes"][0] | {"id": ""} == {
        "id": "", "role": "ATTACHMENT", "name": "시간표.pdf", "path": path, "version": 2, "uploadedBy": None,
    }  # fmt: skip
    late = await desk.post(issue, "또.pdf", content)
    assert (late.status_code, desk.lying()) == (409, 1)


async def test_what_was_approved_is_a_draft_again_when_its_files_change(desk: Desk) -> None:
    issue = await desk.draft()
    await desk.press.act("Approve", issue)
    added = (await desk.post(issue, "표지.png", png(), role="COVER")).json()
    assert (await desk.files(issue, "직원"))["state"] == "DRAFT"
    await desk.press.act("Approve", issue)
    assert codes(await desk.remove(added["id"], version=1)) == [("CONFLICT", "STALE")]
    removed = await desk.remove(added["id"])
    assert removed["issue"] == {"state": "DRAFT", "files": {"totalCount": 0}}
    assert ((await desk.get(added["path"], "직원")).status_code, desk.lying()) == (404, 0)
    assert codes(await desk.remove(added["id"])) == [("NOT_FOUND", None)]


async def test_an_issue_has_one_cover_and_it_is_a_picture(desk: Desk) -> None:
    issue = await desk.draft()
    first = (await desk.post(issue, "하나.png", png(shade=1), role="COVER")).json()["path"]
    second = (await desk.post(issue, "둘.png", png(shade=2), role="COVER")).json()["path"]
    shown = await desk.files(issue, "직원")
    assert (shown["cover"], shown["files"]["totalCount"], desk.lying()) == ({"path": second}, 1, 1)
    got = await desk.get(second, "직원")
    assert got.headers["content-disposition"].startswith("inline")
    assert (await desk.get(first, "직원")).status_code == 404
    wrong = [
        await desk.post(issue, "a.pdf", pdf("글"), role="COVER"),
        await desk.post(issue, "a.png", b"<svg onload=x>", role="COVER"),
        await desk.post(issue, "a.png", png(), role="ORIGINAL"),
        await desk.post(issue, "a.png", png(), who="남"),
        await desk.post(issue, "a.png", png(), who="부서장", id="x"),
    ]
    assert [one.status_code for one in wrong] == [415, 415, 400, 404, 400]
    assert desk.lying() == 1


async def test_a_cover_is_given_small_to_those_who_see_it(desk: Desk) -> None:
    issue = await desk.draft()
    cover = (await desk.post(issue, "표지.png", png(3000, 1500), role="COVER")).json()["path"]
    document = (await desk.post(issue, "a.pdf", pdf("글"))).json()["path"]
    small = await desk.get(f"{cover}?size=small", "직원")
    with Image.open(BytesIO(small.content)) as shown:
        assert (shown.format, shown.size) == ("JPEG", (480, 240))
    assert small.headers["content-type"] == "image/jpeg"
    told = [(await desk.get(cover, "직원")).headers, small.headers]
    assert told[0]["cache-control"] == told[1]["cache-control"] == "private, no-cache"
    assert told[0]["etag"] != told[1]["etag"]
    again = await desk.get(f"{cover}?size=small", "직원", **{"if-none-match": small.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    hidden = [await desk.get(f"{cover}?size=small", who) for who in ("남", None)]
    assert [one.status_code for one in hidden] == [404, 404]
    assert (await desk.get(f"{document}?size=small", "직원")).content == pdf("글")
    assert (await desk.get(f"{cover}?size=9999", "직원")).status_code == 400


async def test_whoever_has_the_small_picture_is_told_so_before_it_is_made_again(desk: Desk) -> None:
    cover = (await desk.post(await desk.draft(), "표지.png", png(), role="COVER")).json()["path"]
    (kept,) = [path for path in desk.folder.rglob("*") if path.is_file()]
    kept.write_bytes(b"no picture")
    asked = {"if-none-match": f'"{kept.name.split("-")[0]}-small"'}
    again = await desk.get(f"{cover}?size=small", "직원", **asked)
    assert (again.status_code, again.content) == (304, b"")
    assert (await desk.get(f"{cover}?size=small", "남", **asked)).status_code == 404
    assert (await desk.get(f"{cover}?size=small", "직원")).content == b"no picture"


async def test_a_cover_that_cannot_be_made_small_is_given_as_it_is(desk: Desk) -> None:
    broken = png(200, 100)[:60]
    cover = (await desk.post(await desk.draft(), "표지.png", broken, role="COVER")).json()["path"]
    assert (await desk.get(f"{cover}?size=small", "직원")).content == broken


async def test_sent_twice_at_once_it_is_kept_once(desk: Desk) -> None:
    issue, own = await desk.draft(), str(uuid4())
    both = await asyncio.gather(*(desk.post(issue, "a.png", png(), id=own) for _ in range(2)))
    assert [one.status_code for one in both] == [201, 201]
    assert (len(await desk.rows()), desk.lying()) == (1, 1)


async def test_originals_and_pictures_are_not_taken_off_one_by_one(desk: Desk) -> None:
    issue = await desk.draft()
    await desk.post(issue, "a.png", png())
    async with desk.press.city.sessions.begin() as session:
        await session.execute(update(NewsletterFile).values(role=FileRole.ORIGINAL))
    (row,) = await desk.rows()
    refused = await desk.remove(global_id("NewsletterFile", row.id))
    assert (codes(refused), desk.lying()) == ([("FORBIDDEN", None)], 1)


@pytest.fixture(params=range(2))
async def filed(desk: Desk, request: pytest.FixtureRequest) -> dict[UUID, tuple[Row, NewsletterFile]]:
    """Random newsletters, whose issues have a file of each role and one that was removed."""
    titles, issues = made(desk.press, Random(request.param))
    storage, files = FolderStorage(desk.folder), dict[UUID, tuple[Row, NewsletterFile]]()

    async def content() -> AsyncIterator[bytes]:
        yield b"1"

    async with desk.press.city.sessions() as session, session.begin():
        session.add_all([*titles, *(issue for _, issue in issues)])
        await session.flush()
        for row in issues:
            for role in (*FileRole, None):
                kept = await storage.save(content(), most=1)
                file = NewsletterFile(
                    id=uuid4(), issue_id=row[1].id, role=role or FileRole.ATTACHMENT, name="a.txt",
                    media_type="text/plain; charset=utf-8", size=1, sha256=kept.sha256, text="비밀",
                    storage_key=kept.key, created_at=NOON, removed_at=None if role else NOON,
                )  # fmt: skip
                session.add(file)
                files[file.id] = (row, file)
    return files


async def met(desk: Desk, files: Mapping[UUID, Any], who: str | None) -> list[set[UUID]]:
    """Through each door: the address, `node`, `nodes`, the lists and the covers of all issues."""
    answers = {id: await desk.get(f"/newsletter-files/{id}", who) for id in files}
    ids = [global_id("NewsletterFile", id) for id in files]
    single: list[Any] = []
    several: list[Any] = []
    for begin in range(0, len(ids), 50):
        some = ids[begin : begin + 50]
        asked = " ".join(f'n{number}: node(id: "{id}") {{ id }}' for number, id in enumerate(some))
        single += (await desk.press.ask(who, f"{{ {asked} }}")).values()
        many = ", ".join(f'"{id}"' for id in some)
        several += (await desk.press.ask(who, f"{{ nodes(ids: [{many}]) {{ id }} }}"))["nodes"]
    listed = "{ newsletterIssues(first: 100) { nodes { cover { id } files { totalCount nodes { id } } } } }"
    issues = (await desk.press.ask(who, listed))["newsletterIssues"]["nodes"]
    assert all(one["files"]["totalCount"] == len(one["files"]["nodes"]) for one in issues)
    return [
        {id for id, one in answers.items() if one.status_code == 200},
        _ids(one for one in single if one),
        _ids(one for one in several if one),
        _ids(node for one in issues for node in one["files"]["nodes"]),
        _ids(one["cover"] for one in issues if one["cover"]),
    ]


def _ids(nodes: Any) -> set[UUID]:
    return {parse_global_id(one["id"])[1] for one in nodes}


async def test_a_citizen_gets_no_file_of_what_is_hidden_through_any_door(
    desk: Desk, filed: dict[UUID, tuple[Row, NewsletterFile]]
) -> None:
    out = {issue.id for _, issue in for_citizens([row for row, _ in filed.values()])}
    own = {
        id
        for id, (_, file) in filed.items()
        if file.issue_id in out and file.role is not FileRole.ORIGINAL and file.removed_at is None
    }
    covers = {id for id in own if filed[id][1].role is FileRole.COVER}
    assert 0 < len(own) < len(filed)
    assert await met(desk, filed, None) == [own, own, own, own, covers]


async def test_staff_get_files_of_what_is_out_and_only_the_publisher_its_originals(
    desk: Desk, filed: dict[UUID, tuple[Row, NewsletterFile]]
) -> None:
    home = desk.press.city.departments["총무과"].id
    own = {
        id
        for id, ((title, issue), file) in filed.items()
        if file.removed_at is None
        and (
            title.department_id == home
            or (
                issue.state in {IssueState.PUBLISHED, IssueState.ARCHIVED}
                and file.role is not FileRole.ORIGINAL
            )
        )
    }
    assert (await met(desk, filed, "남"))[:4] == [own] * 4


def _everything(actor: Actor | None) -> Condition:
    return EVERYTHING


async def test_without_the_rule_each_door_would_give_more(
    desk: Desk, filed: dict[UUID, tuple[Row, NewsletterFile]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tests above can fail."""
    before = await met(desk, filed, None)
    monkeypatch.setitem(SEEN, NewsletterFile, _everything)
    after = await met(desk, filed, None)
    assert [more > less for more, less in zip(after[:4], before[:4], strict=True)] == [True] * 4


async def test_a_narrowed_issue_takes_its_files_along(desk: Desk) -> None:
    issue = await desk.draft()
    path = (await desk.post(issue, "a.png", png(), role="COVER")).json()["path"]
    for act in ("Approve", "Publish"):
        await desk.press.act(act, issue)
    tag = (await desk.get(path)).headers["etag"]
    await desk.press.act("Narrow", issue)
    assert (await desk.get(path, **{"if-none-match": tag})).status_code == 404
    async with desk.press.city.sessions() as session:
        assert await session.scalar(select(NewsletterIssue.audience)) is Audience.STAFF


async def test_files_go_with_the_draft_that_is_discarded(desk: Desk) -> None:
    issue = await desk.draft()
    paths = [(await desk.post(issue, f"{name}.txt", b"same")).headers["location"] for name in ("a", "b")]
    await desk.post(issue, "표지.png", png(), role="COVER")
    assert desk.lying() == 3
    ctx = replace(
        await desk.press.board.context(desk.press.people["동료"]), storage=FolderStorage(desk.folder)
    )
    document = "mutation ($id: ID!) { newsletterIssueDiscard(id: $id) { id errors { code } } }"
    payload = (await desk.press.board.ask_in(ctx, document, id=issue))["newsletterIssueDiscard"]
    assert payload == {"id": issue, "errors": []}
    assert (desk.lying(), await desk.rows()) == (0, [])
    assert [(await desk.get(path, "직원")).status_code for path in paths] == [404, 404]
    assert (await desk.post(issue, "늦은.txt", b"late")).status_code == 404
    assert desk.lying() == 0
