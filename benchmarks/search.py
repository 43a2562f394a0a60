"""`python -m benchmarks.search DOCUMENTS.jsonl QUERIES.jsonl`: how well newsletters are found, and how fast.

Madang on SQLite and on PostgreSQL beside what one would take instead, on the same texts and questions in one
run. Without files it makes 60,000 texts and questions about them by a seed.
"""

import asyncio
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from benchmarks.machine import machine
from benchmarks.options import told
from benchmarks.search_corpus import generated
from benchmarks.search_figures import HEADER, Answer, figures, row
from benchmarks.search_files import Document, Query, read_documents, read_queries
from benchmarks.search_ours import asks, ours
from benchmarks.search_rivals import (
    HAS_KIWI,
    Ask,
    morphemes_of_kiwi,
    trigrams_of_postgresql,
    trigrams_of_sqlite,
)
from tests.servers import PostgresServer

SETTINGS = ("shared_buffers=512MB", "max_wal_size=4GB", "maintenance_work_mem=512MB")
GENERATED = 300  # questions
WARMING = 5  # questions asked beforehand, which are not counted
PATIENCE = 120.0  # seconds for each rival; of a slow one fewer questions are judged
NO_KIWI = "kiwi is not installed: `uv run --with kiwipiepy python -m benchmarks.search`"
Path_ = Annotated[Path | None, typer.Argument(help="JSON lines. Without files, texts are generated.")]


def main(
    documents: Path_ = None,
    queries: Path_ = None,
    *,
    count: Annotated[int, typer.Option(help="How many texts to generate.")] = 60_000,
    questions: Annotated[
        int | None, typer.Option(help="How many to ask: 300 are generated, of a file all are asked.")
    ] = None,
    seed: Annotated[int, typer.Option(help="The same texts for the same seed.")] = 7,
    only: Annotated[bool, typer.Option("--ours", help="Without the others.")] = False,
    patience: Annotated[float, typer.Option(help="Seconds for the questions to each.")] = PATIENCE,
) -> None:
    """Recall@10, MRR@10, nDCG@10 and milliseconds a query."""
    with told():
        if (documents is None) is not (queries is None):
            raise ValueError("Give both files, DOCUMENTS.jsonl and QUERIES.jsonl, or none.")
        if documents and queries:
            texts = read_documents(documents)
            asked = read_queries(queries, texts, partial(typer.echo, err=True))
            Random(seed).shuffle(asked)  # of a slow one the first are judged: they are to be like all
            asked = asked[:questions]
        else:
            texts, asked = generated(count, questions or GENERATED, seed)
        letters = sum(len(one.title) + len(one.body) for one in texts) / len(texts)
        typer.echo(f"{machine()}\n{len(texts):,} texts of {letters:.0f} letters, {len(asked):,} queries\n")
        typer.echo(HEADER)
        asyncio.run(_compare(texts, asked, patience, alone=only))


async def _compare(
    texts: Sequence[Document], asked: Sequence[Query], patience: float, *, alone: bool
) -> None:
    server = PostgresServer(settings=SETTINGS)
    server.start()
    try:
        with TemporaryDirectory() as made:
            folder = Path(made)
            for name, url in {"SQLite": f"sqlite:///{folder}/ours.db", "PostgreSQL": server.url}.items():
                async with ours(texts, url) as one:
                    for what, ask in asks(one).items():
                        await _judge(f"**Madang, {name}**: {what}", ask, asked, one.ready, patience)
            if not alone:
                await _rivals(texts, asked, folder, server.url, patience)
    finally:
        server.stop()


async def _rivals(
    texts: Sequence[Document], asked: Sequence[Query], folder: Path, url: str, patience: float
) -> None:
    begun = time.perf_counter()
    ask = trigrams_of_sqlite(texts, folder)
    await _judge("SQLite FTS5 trigram", ask, asked, time.perf_counter() - begun, patience)
    begun = time.perf_counter()
    ask = await trigrams_of_postgresql(texts, url.replace("+asyncpg", ""))
    await _judge("PostgreSQL pg_trgm", ask, asked, time.perf_counter() - begun, patience)
    if not HAS_KIWI:
        typer.echo(f"\n{NO_KIWI}", err=True)
        return
    begun = time.perf_counter()
    ask = morphemes_of_kiwi(texts)
    await _judge("kiwi morphemes, BM25", ask, asked, time.perf_counter() - begun, patience)


async def _judge(name: str, ask: Ask, asked: Sequence[Query], ready: float, patience: float) -> None:
    for query in asked[:WARMING]:
        await ask(query.text)
    answers: list[Answer] = []
    end = time.perf_counter() + patience
    for query in asked:
        begun, worked = time.perf_counter(), time.process_time()
        ids = await ask(query.text)
        now = time.perf_counter()
        answers.append(Answer(ids, (now - begun) * 1000, (time.process_time() - worked) * 1000))
        if now > end:
            break
    found = figures(answers, [query.grades for query in asked[: len(answers)]])
    typer.echo(row(name, found, ready))


if __name__ == "__main__":
    typer.run(main)
