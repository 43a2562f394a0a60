"""How good answers are: recall, reciprocal rank and nDCG among the first ten; and how long they take."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, log2
from statistics import mean, median

FIRST = 10


@dataclass(frozen=True, slots=True)
class Answer:
    ids: Sequence[str]  # the best first
    milliseconds: float
    cpu: float  # milliseconds of this process, all its threads


@dataclass(frozen=True, slots=True)
class Figures:
    recall: float
    reciprocal_rank: float
    gain: float
    median: float
    p95: float
    cpu_p95: float
    queries: int


def figures(answers: Sequence[Answer], grades: Sequence[Mapping[str, float]]) -> Figures:
    pairs = list(zip(answers, grades, strict=True))
    times = [answer.milliseconds for answer in answers]
    return Figures(
        recall=mean(recall(answer.ids, grade) for answer, grade in pairs),
        reciprocal_rank=mean(reciprocal_rank(answer.ids, grade) for answer, grade in pairs),
        gain=mean(gain(answer.ids, grade) for answer, grade in pairs),
        median=median(times),
        p95=_p95(times),
        cpu_p95=_p95([answer.cpu for answer in answers]),
        queries=len(pairs),
    )


def _p95(times: Sequence[float]) -> float:
    return sorted(times)[ceil(len(times) * 0.95) - 1]


def recall(ids: Sequence[str], grades: Mapping[str, float]) -> float:
    """Of the relevant ones, of whom no more than ten have room."""
    return len(set(ids[:FIRST]) & set(grades)) / min(len(grades), FIRST)


def reciprocal_rank(ids: Sequence[str], grades: Mapping[str, float]) -> float:
    return next((1 / rank for rank, id in enumerate(ids[:FIRST], start=1) if id in grades), 0.0)


def gain(ids: Sequence[str], grades: Mapping[str, float]) -> float:
    """nDCG@10 with gains of 2^grade - 1."""
    best = sorted(grades.values(), reverse=True)[:FIRST]
    return _discounted([grades.get(id, 0.0) for id in ids[:FIRST]]) / _discounted(best)


def _discounted(grades: Sequence[float]) -> float:
    return sum((2**grade - 1) / log2(rank + 1) for rank, grade in enumerate(grades, start=1))


COLUMNS = ("", "recall@10", "MRR@10", "nDCG@10", "median ms", "p95 ms", "CPU p95", "queries", "ready after s")
HEADER = f"| {' | '.join(COLUMNS)} |\n{'|---' * len(COLUMNS)}|"


def row(name: str, found: Figures, ready: float) -> str:
    quality = f"{found.recall:.3f} | {found.reciprocal_rank:.3f} | {found.gain:.3f}"
    times = f"{found.median:.1f} | {found.p95:.1f} | {found.cpu_p95:.1f}"
    return f"| {name} | {quality} | {times} | {found.queries} | {ready:.1f} |"
