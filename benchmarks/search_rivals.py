"""What one would take instead: SQLite's trigrams, PostgreSQL's trigrams, BM25 over the morphemes of kiwi."""

import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Sequence
from importlib.util import find_spec
from math import log
from pathlib import Path
from typing import Any

import asyncpg  # pyright: ignore[reportMissingTypeStubs]
import numpy as np

from benchmarks.search_figures import FIRST
from benchmarks.search_files import Document

Ask = Callable[[str], Awaitable[list[str]]]
WORD = re.compile(r"[^\W_]+")
TELLING = ("N", "V", "XR", "SL", "SN", "SH", "MAG")  # kinds of morphemes that say something
K1, B = 1.2, 0.75
HAS_KIWI = find_spec("kiwipiepy") is not None


def trigrams_of_sqlite(documents: Sequence[Document], folder: Path) -> Ask:
    """FTS5 with its own bm25: any word of three letters; where the query has none, a scan for its words."""
    connection = sqlite3.connect(folder / "trigrams.db", check_same_thread=False)
    connection.execute("CREATE VIRTUAL TABLE texts USING fts5(title, body, tokenize='trigram')")
    rows = [(one.title, one.body) for one in documents]
    connection.executemany("INSERT INTO texts (title, body) VALUES (?, ?)", rows)
    connection.commit()

    async def ask(query: str) -> list[str]:
        words = WORD.findall(query)
        long = [word for word in words if len(word) >= 3]
        if long:
            match = " OR ".join(f'"{word}"' for word in long)
            statement = "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY bm25(texts, 3.0, 1.0) LIMIT ?"
            found = connection.execute(statement, (match, FIRST))
        else:
            each = " + ".join("(instr(title || ' ' || body, ?) > 0)" for _ in words)
            statement = f"SELECT rowid FROM texts ORDER BY {each} DESC, rowid LIMIT ?"
            found = connection.execute(statement, (*words, FIRST))
        return [documents[number - 1].id for (number,) in found]

    return ask


async def trigrams_of_postgresql(documents: Sequence[Document], url: str) -> Ask:
    """pg_trgm: the texts of which a part is most like the query. The database is one of C.UTF-8."""
    driver: Any = asyncpg  # it has no types
    connection = await driver.connect(url)
    await connection.execute("CREATE EXTENSION pg_trgm; CREATE TABLE texts (number int, said text)")
    rows = [(number, f"{one.title} {one.body}") for number, one in enumerate(documents)]
    await connection.copy_records_to_table("texts", records=rows)
    await connection.execute("CREATE INDEX ON texts USING gin (said gin_trgm_ops); ANALYZE texts")
    await connection.execute("SET pg_trgm.word_similarity_threshold = 0.3; SET statement_timeout = '20s'")
    asked = """SELECT number FROM texts WHERE $1 <% said ORDER BY word_similarity($1, said) DESC, number
        LIMIT $2"""

    async def ask(query: str) -> list[str]:
        try:
            found: list[Any] = await connection.fetch(asked, query, FIRST)
            return [documents[row[0]].id for row in found]
        except asyncpg.QueryCanceledError:
            return []

    return ask


def morphemes_of_kiwi(documents: Sequence[Document]) -> Ask:
    """BM25 over nouns, stems of verbs, words of other languages and numbers; titles count three times."""
    kiwi: Any = __import__("kiwipiepy").Kiwi()

    def told(tokens: Any) -> list[str]:
        return [token.form.lower() for token in tokens if token.tag.startswith(TELLING)]

    postings: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    lengths = np.zeros(len(documents))
    texts = (f"{one.title}\n{one.title}\n{one.title}\n{one.body}" for one in documents)
    for number, tokens in enumerate(kiwi.tokenize(texts)):
        words = told(tokens)
        lengths[number] = len(words)
        for word, count in Counter(words).items():
            postings[word].append((number, count))
    norms = K1 * (1 - B + B * lengths / max(lengths.mean(), 1.0))
    arrays = {word: np.array(of).T for word, of in postings.items()}

    async def ask(query: str) -> list[str]:
        scores = np.zeros(len(documents))
        for word in dict.fromkeys(told(kiwi.tokenize(query))):
            if word in arrays:
                places, counts = arrays[word]
                rarity = log(1 + (len(documents) - len(places) + 0.5) / (len(places) + 0.5))
                scores[places] += rarity * counts * (K1 + 1) / (counts + norms[places])
        best = np.argsort(-scores, kind="stable")[:FIRST]
        return [documents[place].id for place in best.tolist() if scores[place] > 0]

    return ask
