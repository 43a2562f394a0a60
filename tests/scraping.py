"""A page of metrics as Prometheus' own parser reads it, and what that parser lets pass but should not."""

import re
from collections import Counter

from prometheus_client.parser import text_string_to_metric_families

NAME = re.compile(r"^(madang|process)_[a-z_]+$")
Series = dict[str, float]


def scraped(text: str) -> Series:
    """Each series with its value: `name` or `name{label="value"}`. Fails for what is not as it should be."""
    assert text.endswith("\n")
    shown: Counter[str] = Counter()
    series: Series = {}
    for family in text_string_to_metric_families(text):
        shown[family.name] += 1
        assert NAME.match(family.name), family.name
        assert family.type in {"counter", "gauge", "histogram"}, family
        assert family.documentation.strip(), family.name
        for sample in family.samples:
            labels = ",".join(f'{name}="{value}"' for name, value in sorted(sample.labels.items()))
            key = f"{sample.name}{{{labels}}}" if labels else sample.name
            assert key not in series, key
            series[key] = sample.value
    assert {name: count for name, count in shown.items() if count > 1} == {}
    _check_heads(text, len(shown))
    return series


def _check_heads(text: str, families: int) -> None:
    """HELP and TYPE once for each, before its samples; counters and nothing else are called totals."""
    kinds: dict[str, str] = {}
    last = ""
    for line in text.splitlines():
        match line.split(" ", 3):
            case ["#", "HELP", name, _]:
                assert name not in kinds
                last = name
            case ["#", "TYPE", name, kind]:
                assert name == last
                assert (kind == "counter") == name.endswith("_total")
                kinds[name] = kind
            case [sample, *_]:
                assert sample.partition("{")[0].startswith(last)
            case _:
                raise AssertionError(line)
    assert len(kinds) == families
