"""What near-duplicates cost in the product itself: to sketch an archive, and to ask."""

import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
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
TIMES = 100
ONE = "query ($id: ID!) { newsletterIssue(id: $id) { similar(first: 10) { likeness issue { heading } } } }"
LIST = """query ($after: String) { newsletterIssues(first: 20, after: $after) {
  nodes { heading similar(first: 3) { likeness issue { heading newsletter { name } } } } } }"""
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
        typer.echo("| question | median ms | p95 ms |\n|---|---|---|")
        yield one


async def _asked(one: Ours, copies: Sequence[Copy], name: str) -> None:
    random = Random(1)
    printed = [copy.of for copy in copies if copy.of]
    ids = {name: global_id("NewsletterIssue", id) for id, name in one.names.items()}
    await _timed(f"similar of one issue, {name}", lambda: one.ask(ONE, id=ids[random.choice(printed)]))
    await _timed(f"similar of any issue, {name}", lambda: one.ask(ONE, id=random.choice(list(ids.values()))))
    await _timed(f"the 20 newest with similar, {name}", lambda: one.ask(LIST))


async def _timed(what: str, ask: Ask) -> None:
    await ask()
    took: list[float] = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        await ask()
        took.append((time.perf_counter() - begun) * 1000)
    typer.echo(f"| {what} | {median(took):.1f} | {sorted(took)[int(TIMES * 0.95)]:.1f} |")
