"""Texts and questions are read whatever their makers called the fields, and what is missing is said."""

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.search_corpus import generated
from benchmarks.search_figures import gain, recall, reciprocal_rank
from benchmarks.search_files import Document, read_documents, read_queries


def lines(path: Path, *rows: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


DOCUMENTS = [Document("1", "", "가"), Document("2", "", "나")]


@pytest.mark.parametrize(
    ("row", "document"),
    [
        ({"id": 1, "title": "제", "body": "글"}, ("1", "제", "글")),
        ({"_id": "a", "text": "글"}, ("a", "", "글")),
        ({"doc_id": "a", "headline": "제", "content": ["글", "둘"]}, ("a", "제", "글\n둘")),
    ],
)
def test_documents(tmp_path: Path, row: dict[str, Any], document: tuple[str, str, str]) -> None:
    (found,) = read_documents(lines(tmp_path / "d", row))
    assert (found.id, found.title, found.body) == document


@pytest.mark.parametrize(
    ("row", "grades"),
    [
        ({"id": "q", "query": "가", "relevant": ["1"]}, {"1": 1.0}),
        ({"qid": "q", "question": "가", "relevant_ids": [1, 2]}, {"1": 1.0, "2": 1.0}),
        ({"query": "가", "relevant": {"1": 2, "2": 0}}, {"1": 2.0}),
        ({"query": "가", "relevant": [{"id": "1", "grade": 3}]}, {"1": 3.0}),
        ({"query": "가", "relevant": ["1", "2"], "grades": [2, 1]}, {"1": 2.0, "2": 1.0}),
        ({"query": "가", "relevant": ["1"], "grades": {"1": 2}}, {"1": 2.0}),
        ({"text": "가", "doc_id": "2"}, {"2": 1.0}),
        ({"text": "가", "relevant": ["2", "elsewhere"]}, {"2": 1.0}),
    ],
)
def test_queries(tmp_path: Path, row: dict[str, Any], grades: dict[str, float]) -> None:
    (found,) = read_queries(lines(tmp_path / "q", row), DOCUMENTS)
    assert (found.text, found.grades) == ("가", grades)


def test_what_is_missing_is_said(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"d:1: lacks an identifier: one of id, _id.*It has body"):
        read_documents(lines(tmp_path / "d", {"body": "글"}))
    with pytest.raises(ValueError, match="neither a title"):
        read_documents(lines(tmp_path / "d", {"id": "1"}))
    with pytest.raises(ValueError, match="two documents have the id 1"):
        read_documents(lines(tmp_path / "d", {"id": "1", "text": "가"}, {"id": "1", "text": "나"}))
    with pytest.raises(ValueError, match="lacks the identifiers of relevant documents"):
        read_queries(lines(tmp_path / "q", {"id": "1", "query": "가"}), DOCUMENTS)
    with pytest.raises(ValueError, match="no query names a relevant document"):
        read_queries(lines(tmp_path / "q", {"id": "1", "query": "가", "relevant": ["9"]}), DOCUMENTS)


def test_figures() -> None:
    assert recall(["1", "2", "3"], {"1": 1, "9": 1}) == 0.5
    assert reciprocal_rank(["3", "1"], {"1": 1}) == 0.5
    assert gain(["1", "2"], {"1": 1, "2": 1}) == 1.0
    assert gain(["3", "1"], {"1": 1}) == pytest.approx(0.6309, abs=1e-4)


def test_the_same_seed_makes_the_same_texts_and_questions() -> None:
    one, other = generated(300, 12, 7), generated(300, 12, 7)
    assert one == other
    assert generated(300, 12, 8) != one
    documents, queries = one
    assert (len(documents), len(queries)) == (300, 12)
    assert all(set(query.grades) <= {document.id for document in documents} for query in queries)
