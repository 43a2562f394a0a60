"""Texts and questions are read whatever their makers called the fields, and what is missing is said."""

import json
from datetime import date
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
        ({"text": "가", "relevant": {"id": 2, "score": 3}}, {"2": 3.0}),
        ({"text": "가", "relevant": [["1", 2], ["2", 0]]}, {"1": 2.0}),
        ({"text": "가", "answers": ["말"], "document_id": 2, "more": {}}, {"2": 1.0}),
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


def test_each_complaint_names_its_line(tmp_path: Path) -> None:
    for text, said in (
        ('{"id": 1, "text": "가"}\n\n{"id": 2,}', r"d:3: not JSON"),
        ('{"id": 1, "text": "가"}\n[1]', r"d:2: not a JSON object"),
        ('{"id": 1, "text": "가"}\n{"id": 1, "text": "나"}', r"d:2: two documents have the id 1.*d:1"),
        ('{"id": "", "text": "가"}', r"d:1: an identifier is empty"),
        ("[" * 100_000, r"d:1: not JSON"),
        ("", r"d: no document"),
    ):
        path = tmp_path / "d"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(ValueError, match=said):
            read_documents(path)
    path.write_bytes(b'{"id": "1", "text": "\xb0\xa1"}')
    with pytest.raises(ValueError, match="not UTF-8"):
        read_documents(path)
    for wrong in ({"1": "high"}, [{"score": 1}], [["1", 2, 3]]):
        with pytest.raises(ValueError, match=r"q:1: its relevant documents are not understood"):
            read_queries(lines(tmp_path / "q", {"query": "가", "relevant": wrong}), DOCUMENTS)


def test_what_cannot_be_asked_is_left_out_and_said(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [
        {"query": "", "relevant": ["1"]},
        {"query": "?!", "relevant": ["1"]},
        {"query": "가", "relevant": ["9"]},
        {"query": "가", "relevant": []},
        {"query": "나" * 500, "relevant": [1]},
    ]
    said: list[str] = []
    (kept,) = read_queries(lines(tmp_path / "q", *rows), DOCUMENTS, said.append)
    assert kept.text == "나" * 200
    assert [one.split(": ")[0].rsplit(":", 1)[1] for one in said] == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("2014-07-15", date(2014, 7, 15)),
        ("2014-07-15T09:00:00+09:00", date(2014, 7, 15)),
        ("2014. 7. 5.", date(2014, 7, 5)),
        ("2014년 7월 5일", date(2014, 7, 5)),
        (20140705, date(2014, 7, 5)),
        ("2014-02-31", None),
        ("그해 여름", None),
        (None, None),
    ],
)
def test_dates(tmp_path: Path, told: Any, day: date | None) -> None:
    (found,) = read_documents(lines(tmp_path / "d", {"id": 1, "text": "가", "date": told}))
    assert found.day == day


def test_letters_that_part_lines_or_that_no_database_takes(tmp_path: Path) -> None:
    path = tmp_path / "d"
    path.write_text('{"id": 1, "text": "가\u2028나\x85다\\u0000라\\ud800마"}\n', encoding="utf-8")
    (found,) = read_documents(path)
    assert found.body == "가\u2028나\x85다 라 마"


def test_names_that_tell_every_document_apart_are_no_newsletters(tmp_path: Path) -> None:
    few = [{"id": n, "text": "가", "source": f"신문 {n % 9}" * 40} for n in range(1_100)]
    assert {len(one.newsletter or "") for one in read_documents(lines(tmp_path / "d", *few))} == {100}
    many = [{**row, "source": f"파일 {row['id']}"} for row in few]
    assert {one.newsletter for one in read_documents(lines(tmp_path / "d", *many))} == {None}


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
