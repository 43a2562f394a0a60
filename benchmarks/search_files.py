"""Documents and questions from files of JSON lines, whatever their makers have called the fields."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from madang.search.indexing import splitted
from madang.search.korean import dates
from madang.search.query import MOST_QUERY

IDS = (
    "id", "_id", "doc_id", "docid", "docId", "document_id", "documentId", "issue_id", "issueId", "docno",
    "pid", "uid", "corpus_id", "corpus-id", "key",
)  # fmt: skip
QUESTION_IDS = ("id", "_id", "query_id", "queryId", "query-id", "qid", "question_id")
TITLES = ("title", "heading", "headline", "subject", "name", "제목")
BODIES = (
    "body", "text", "content", "contents", "passage", "paragraph", "context", "document", "plain",
    "body_text", "bodyText", "description", "summary", "본문", "내용",
)  # fmt: skip
DATES = (
    "date", "issued_on", "issuedOn", "issue_date", "published_at", "publishedAt", "published", "created_at",
    "day", "날짜", "발행일",
)  # fmt: skip
NEWSLETTERS = ("newsletter", "source", "publisher", "category", "소식지")
QUERIES = ("query", "text", "question", "q", "질문", "질의", "검색어")
RELEVANT = (
    "relevant", "relevant_ids", "relevantIds", "relevant_doc_ids", "relevant_docs", "relevant_documents",
    "relevant_document_ids", "relevance", "relevants", "qrels", "grades", "positive", "positives",
    "positive_ids", "positive_doc_ids", "expected", "expected_ids", "targets", "doc_ids", "document_ids",
    "docs", "documents", "answer_ids", "gold_ids", "gold", "doc_id", "document_id", "answers", "answer",
    "정답",
)  # fmt: skip
GRADES = ("grade", "score", "relevance", "rel", "label")
MOST_NAME = 100  # letters of a newsletter's name
MOST_NEWSLETTERS = 1_000  # what tells more of them apart tells something else
STRANGE = str.maketrans(dict.fromkeys(("\0", *map(chr, range(0xD800, 0xE000))), " "))  # databases take none
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Document:
    id: str
    title: str
    body: str
    day: date | None = None
    newsletter: str | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """`grades`: of the documents that answer it, how well each does; 1 where nobody said."""

    id: str
    text: str
    grades: dict[str, float]


def read_documents(path: Path) -> list[Document]:
    """Raises ValueError that says which line lacks what."""
    lines = list(_lines(path))
    documents = [_document(line, where) for line, where in lines]
    _all_different([(one.id, where) for one, (_, where) in zip(documents, lines, strict=True)])
    if not documents:
        raise ValueError(f"{path}: no document.")
    if len({one.newsletter for one in documents}) > MOST_NEWSLETTERS:
        return [replace(one, newsletter=None) for one in documents]
    return documents


def read_queries(path: Path, documents: Sequence[Document], tell: Tell = print) -> list[Query]:
    """Those that can be asked and have an answer among the documents; `tell` says what was left out.

    Raises ValueError.
    """
    known = {one.id for one in documents}
    kept: list[Query] = []
    for number, (line, where) in enumerate(_lines(path), start=1):
        query = _query(line, number, where)
        grades = {id: grade for id, grade in query.grades.items() if id in known}
        if not splitted(query.text):
            tell(f"{where}: left out, it has neither letter nor digit.")
        elif not grades:
            tell(f"{where}: left out, none of its relevant documents is among the documents.")
        else:
            kept.append(Query(query.id, query.text, grades))
    if not kept:
        raise ValueError(f"{path}: no query names a relevant document that is among the documents.")
    return kept


def read_field(path: Path, names: Sequence[str]) -> dict[str, str]:
    """By identifier what one more field of documents says, of those that have it."""
    found = ((line, _first(line, names)) for line, _ in _lines(path))
    return {str(_first(line, IDS)): str(value) for line, value in found if value is not None}


def _lines(path: Path) -> Iterator[tuple[dict[str, Any], str]]:
    if not path.is_file():
        raise ValueError(f"{path}: no such file.")
    with path.open(encoding="utf-8-sig", newline="\n") as lines:
        try:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield _object(line, f"{path}:{number}"), f"{path}:{number}"
        except UnicodeDecodeError as error:
            raise ValueError(f"{path}: not UTF-8 ({error.reason}).") from None


def _object(line: str, where: str) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        said = error.msg if isinstance(error, json.JSONDecodeError) else "nested too deeply"
        raise ValueError(f"{where}: not JSON ({said}). Each line is one JSON object.") from None
    if not isinstance(value, dict):
        raise ValueError(f"{where}: not a JSON object.")
    return value  # pyright: ignore[reportUnknownVariableType]


def _document(line: Mapping[str, Any], where: str) -> Document:
    id = _needed(line, IDS, where, "an identifier")
    title, body = _text(_first(line, TITLES)), _text(_first(line, BODIES))
    if not title and not body:
        raise ValueError(f"{where}: neither a title ({', '.join(TITLES)}) nor a body ({', '.join(BODIES)}).")
    newsletter = _text(_first(line, NEWSLETTERS)).strip()[:MOST_NAME]
    return Document(str(id), title, body, _day(_first(line, DATES)), newsletter or None)


def _query(line: Mapping[str, Any], number: int, where: str) -> Query:
    text = _first(line, _there(line, QUERIES, where, "the query"))
    relevant = _first(line, _there(line, RELEVANT, where, "the identifiers of relevant documents"))
    id = _first(line, QUESTION_IDS)
    try:
        grades = _grades(relevant, _first(line, ("grades",)))
    except (TypeError, ValueError) as error:
        raise ValueError(f"{where}: its relevant documents are not understood ({error}).") from None
    return Query(str(number if id is None else id), _text(text)[:MOST_QUERY], grades)


def _grades(relevant: Any, grades: Any) -> dict[str, float]:
    """Of a list of identifiers or objects, of an object of grades by identifier, or of one identifier."""
    if isinstance(relevant, dict) and _first(relevant, IDS) is None:  # pyright: ignore[reportUnknownArgumentType]
        return {str(id): float(grade) for id, grade in relevant.items() if float(grade) > 0}  # pyright: ignore
    if relevant is None:
        return {}
    many: Any = relevant if isinstance(relevant, list) else [relevant]  # pyright: ignore[reportUnknownVariableType]
    found = dict(_grade(one) for one in many)
    if isinstance(grades, dict):
        found |= {str(id): float(grade) for id, grade in grades.items()}  # pyright: ignore
    elif isinstance(grades, list) and len(grades) == len(many):  # pyright: ignore[reportUnknownArgumentType]
        found = {id: float(grade) for id, grade in zip(found, grades, strict=True)}  # pyright: ignore
    return {id: grade for id, grade in found.items() if grade > 0}


def _grade(one: Any) -> tuple[str, float]:
    if isinstance(one, dict):
        row: dict[str, Any] = one  # pyright: ignore[reportUnknownVariableType]
        grade, id = _first(row, GRADES), _first(row, IDS)
        if id is None:
            raise ValueError(f"no identifier in {row}")
        return str(id), 1.0 if grade is None else float(grade)
    if isinstance(one, list | tuple):
        id, grade = one  # pyright: ignore[reportUnknownVariableType]
        return str(id), float(grade)  # pyright: ignore[reportUnknownArgumentType]
    return str(one), 1.0


def _needed(line: Mapping[str, Any], names: Sequence[str], where: str, what: str) -> Any:
    found = _first(line, _there(line, names, where, what))
    if found in (None, "", [], {}):
        raise ValueError(f"{where}: {what} is empty.")
    return found


def _there(line: Mapping[str, Any], names: Sequence[str], where: str, what: str) -> Sequence[str]:
    """The names that the line has."""
    there = [name for name in names if name in line]
    if not there:
        raise ValueError(f"{where}: lacks {what}: one of {', '.join(names)}. It has {', '.join(line)}.")
    return there


def _first(line: Mapping[str, Any], names: Sequence[str]) -> Any:
    return next((line[name] for name in names if line.get(name) is not None), None)


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(map(_text, value))  # pyright: ignore[reportUnknownArgumentType]
    return "" if value is None else str(value).translate(STRANGE)


def _day(value: Any) -> date | None:
    """None where nobody can tell."""
    text = str(value).strip()
    if len(text) == 8 and text.isdigit():
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    try:
        return date.fromisoformat(next((day for day in dates(text) if day.count("-") == 2), ""))
    except ValueError:
        return None


def _all_different(ids: Sequence[tuple[str, str]]) -> None:
    seen: dict[str, str] = {}
    for id, where in ids:
        if id in seen:
            raise ValueError(f"{where}: two documents have the id {id}; the other is in {seen[id]}.")
        seen[id] = where
