"""Figures as Prometheus reads them: families of samples, and the text format (version 0.0.4) to send them.

https://prometheus.io/docs/instrumenting/exposition_formats/
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate

from madang.counting import Spread

MEDIA = "text/plain; version=0.0.4"

Labels = Mapping[str, str]
Samples = Iterable[tuple[str, Labels, float]]  # what follows the family's name, labels, value


@dataclass(frozen=True, slots=True)
class Family:
    """One metric. `about`: one line for whoever reads it."""

    name: str
    kind: str
    about: str
    samples: Samples

    def lines(self) -> Iterator[str]:
        yield f"# HELP {self.name} {_escaped(self.about)}"
        yield f"# TYPE {self.name} {self.kind}"
        for ending, labels, value in self.samples:
            yield f"{self.name}{ending}{_shown(labels)} {_number(value)}"


def counter(name: str, about: str, value: float) -> Family:
    return Family(name, "counter", about, [("", {}, value)])


def gauge(name: str, about: str, value: float) -> Family:
    return Family(name, "gauge", about, [("", {}, value)])


def labelled(kind: str, name: str, about: str, label: str, values: Mapping[str, float]) -> Family:
    """A counter or gauge with one series a value of the label."""
    return Family(name, kind, about, [("", {label: key}, value) for key, value in values.items()])


def histogram(name: str, about: str, spreads: Iterable[tuple[Labels, Spread]]) -> Family:
    samples = [sample for labels, spread in spreads for sample in _buckets(labels, spread)]
    return Family(name, "histogram", about, samples)


def page(families: Iterable[Family]) -> str:
    return "\n".join(line for family in families for line in family.lines()) + "\n"


def _buckets(labels: Labels, spread: Spread) -> Iterator[tuple[str, Labels, float]]:
    counted = list(accumulate(spread.counts))
    for bound, count in zip([*map(str, spread.bounds), "+Inf"], counted, strict=True):
        yield "_bucket", {**labels, "le": bound}, count
    yield "_sum", labels, spread.seconds
    yield "_count", labels, counted[-1]


def _number(value: float) -> str:
    return str(int(value)) if isinstance(value, int) else repr(value)


def _shown(labels: Labels) -> str:
    pairs = [f'{name}="{_escaped(value, quoted=True)}"' for name, value in labels.items()]
    return f"{{{','.join(pairs)}}}" if pairs else ""


def _escaped(text: str, *, quoted: bool = False) -> str:
    text = text.replace("\\", r"\\").replace("\n", r"\n")
    return text.replace('"', r"\"") if quoted else text
