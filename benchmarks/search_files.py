"""Documents and questions from files of JSON lines, whatever their makers have called the fields."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

IDS = ("id", "_id", "doc_id", "docid", "document_id", "docno", "pid", "uid")
QUESTION_IDS = ("id", "_id", "query_id", "qid", "question_id")
TITLES = ("title", "heading", "headline", "subject", "name", "제목")
BODIES = ("body", "text", "content", "contents", "passage", "paragraph", "context", "document", "본문")
DATES = ("date", "issued_on", "issuedOn", "published_at", "published", "created_at", "day", "날짜")
NEWSLETTERS = ("newsletter", "source", "publisher", "category", "소식지")
QUERIES = ("query", "text", "question", "q", "질문")
RELEVANT = (
    "relevant", "relevant_ids", "relevant_doc_ids", "relevant_docs", "relevance", "relevants", "qrels",
    "grades", "positive", "positives", "positive_ids", "positive_doc_ids", "doc_ids", "docs", "answers",
    "gold", "doc_id",
)  # fmt: skip
GRADES = ("grade", "score", "relevance", "rel", "label")


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
    documents = [_document(line, where) for line, where in _lines(path)]
    _all_different([one.id for one in documents], path)
    return documents


def read_queries(path: Path, documents: Sequence[Document]) -> list[Query]:
    """Those with an answer among the documents. Raises ValueError."""
    known = {one.id for one in documents}
    queries = [_query(line, number, where) for number, (line, where) in enumerate(_lines(path), start=1)]
    kept = [Query(q.id, q.text, {id: g for id, g in q.grades.items() if id in known}) for q in queries]
    answered = [one for one in kept if one.grades]
    if not answered:
        raise ValueError(f"{path}: no query names a relevant document that is among the documents.")
    return answered


def read_field(path: Path, names: Sequence[str]) -> dict[str, str]:
    """By identifier what one more field of documents says, of those that have it."""
    found = ((line, _first(line, names)) for line, _ in _lines(path))
    return {str(_first(line, IDS)): str(value) for line, value in found if value is not None}


def _lines(path: Path) -> Iterator[tuple[dict[str, Any], str]]:
    if not path.is_file():
        raise ValueError(f"{path}: no such file.")
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), start=1):
        where = f"{path}:{number}"
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except json.JSONDecodeError as error:
            raise ValueError(f"{where}: not JSON ({error.msg}). Each line is one JSON object.") from None
        if not isinstance(value, dict):
            raise ValueError(f"{where}: not a JSON object.")
        yield value, where


def _document(line: Mapping[str, Any], where: str) -> Document:
    id = _needed(line, IDS, where, "an identifier")
    title, body = _text(_first(line, TITLES)), _text(_first(line, BODIES))
    if not title and not body:
        raise ValueError(f"{where}: neither a title ({', '.join(TITLES)}) nor a body ({', '.join(BODIES)}).")
    newsletter = _first(line, NEWSLETTERS)
    return Document(str(id), title, body, _day(_first(line, DATES)), _text(newsletter) or None)


def _query(line: Mapping[str, Any], number: int, where: str) -> Query:
    text = _needed(line, QUERIES, where, "the query")
    relevant = _needed(line, RELEVANT, where, "the identifiers of relevant documents")
    id = _first(line, QUESTION_IDS)
    return Query(str(number if id is None else id), _text(text), _grades(relevant, _first(line, ("grades",))))


def _grades(relevant: Any, grades: Any) -> dict[str, float]:
    """Of a list of identifiers or objects, of an object of grades by identifier, or of one identifier."""
    if isinstance(relevant, dict):
        return {str(id): float(grade) for id, grade in relevant.items() if float(grade) > 0}  # pyright: ignore
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
        grade = _first(row, GRADES)
        return str(_first(row, IDS)), 1.0 if grade is None else float(grade)
    if isinstance(one, list | tuple):
        id, grade = one  # pyright: ignore[reportUnknownVariableType]
        return str(id), float(grade)  # pyright: ignore[reportUnknownArgumentType]
    return str(one), 1.0


def _needed(line: Mapping[str, Any], names: Sequence[str], where: str, what: str) -> Any:
    found = _first(line, names)
    if found in (None, "", [], {}):
        raise ValueError(f"{where}: lacks {what}: one of {', '.join(names)}. It has {', '.join(line)}.")
    return found


def _first(line: Mapping[str, Any], names: Sequence[str]) -> Any:
    return next((line[name] for name in names if line.get(name) is not None), None)


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(map(str, value))  # pyright: ignore[reportUnknownArgumentType]
    return "" if value is None else str(value)


def _day(value: Any) -> date | None:
    try:
        return (
            None if value is None else date.fromisoformat(str(value)[:10].replace(".", "-").replace("/", "-"))
        )
    except ValueError:
        return None


def _all_different(ids: Sequence[str], path: Path) -> None:
    if len(set(ids)) < len(ids):
        seen: set[str] = set()
        twice = next(id for id in ids if id in seen or seen.add(id))
        raise ValueError(f"{path}: two documents have the id {twice}.")
