"""What near-duplicates cost in the product itself: to sketch an archive, and to ask."""

import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import typer

from benchmarks.search_ours import Ours, ours
from benchmarks.similar_corpus import Copy
from resolvers.newsletters.search.sketching import keep_sketches
from schema.identifiers import global_id
from tests.servers import PostgresServer

SETTINGS = ("shared_buffers=512MB", "max_wal_size=4GB", "maintenance_work_mem=512MB")
TIMES = 50
ONE = "query ($id: ID!) { newsletterIssue(id: $id) { similar(first: 10) { likeness issue { heading } } } }"
LIST = """query ($after: String) { newsletterIssues(first: 20, after: $after) {
  nodes { heading similar(first: 3) { likeness issue { heading newsletter { name } } } } } }"""
SEARCH = """query ($query: String!, $grouped: Boolean!) {
  newsletterSearch(query: $query, grouped: $grouped, first: 10) { totalCount groupCount
    edges { node { heading } similarCount similar { likeness issue { heading newsletter { name } } } } } }"""
SOUGHT = ("심야버스", "따릉이 대여소 설치", "공원 조명", "")
Ask = Callable[[], Awaitable[Any]]


async def measure(copies: Sequence[Copy]) -> None:
    """A table with a row for each question to each database."""
    server = PostgresServer(settings=SETTINGS)
    server.start()
    try:
        with TemporaryDirectory() as folder:
            for name, url in {
                "SQLite": f"sqlite:///{Path(folder)}/ours.db",
                "PostgreSQL": server.url,
            }.items():
                async with _filled(copies, url, name) as one:
                    await _asked(one, copies, name)
    finally:
        server.stop()


@asynccontextmanager
async def _filled(copies: Sequence[Copy], url: str, name: str) -> AsyncGenerator[Ours, None]:
    async with ours([one.document for one in copies], url) as one:
        begun, worked = time.perf_counter(), time.process_time()
        kept = await keep_sketches(one.ctx)
        seconds, cpu = time.perf_counter() - begun, time.process_time() - worked
        typer.echo(
            f"\n{name}: {kept:,} texts sketched in {seconds:.0f} s, {cpu:.0f} s of CPU in our process\n"
        )
        typer.echo("| question | median ms | p95 ms | ms of our CPU |\n|---|---|---|---|")
        yield one


async def _asked(one: Ours, copies: Sequence[Copy], name: str) -> None:
    random = Random(1)
    printed = [copy.of for copy in copies if copy.of]
    ids = {name: global_id("NewsletterIssue", id) for id, name in one.names.items()}
    await _timed(f"similar of one issue, {name}", lambda: one.ask(ONE, id=ids[random.choice(printed)]))
    await _timed(f"similar of any issue, {name}", lambda: one.ask(ONE, id=random.choice(list(ids.values()))))
    await _timed(f"the 20 newest with similar, {name}", lambda: one.ask(LIST))
    begun = time.process_time()
    await one.ask(SEARCH, query=SOUGHT[0], grouped=True)
    first = time.process_time() - begun
    for grouped in (False, True):
        words = "grouped" if grouped else "not grouped"
        search = partial(one.ask, SEARCH, grouped=grouped)
        await _timed(f"search, {words}, {name}", lambda: search(query=random.choice(SOUGHT)))  # noqa: B023
    typer.echo(f"\nThe first grouped search takes {first:.1f} s of CPU: groups are made")


async def _timed(what: str, ask: Ask) -> None:
    await ask()
    took: list[float] = []
    worked = time.process_time()
    for _ in range(TIMES):
        begun = time.perf_counter()
        await ask()
        took.append((time.perf_counter() - begun) * 1000)
    cpu = (time.process_time() - worked) * 1000 / TIMES
    typer.echo(f"| {what} | {median(took):.1f} | {sorted(took)[int(TIMES * 0.95)]:.1f} | {cpu:.1f} |")
