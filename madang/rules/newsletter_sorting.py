"""To which newsletter something belongs that lies in a folder of many, by rules that an editor writes."""

import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from madang.rules.lines import BadFile, Line, Problem

REQUIRED, OPTIONAL = ("newsletter",), ("sender", "folder", "subject")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What is known of something before it is read. `folders`: names, the innermost last."""

    folders: Sequence[str] = ()
    sender: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SortingRule:
    """All that is said must hold. `sender` is an address, or @ and a domain."""

    newsletter: str
    sender: str = ""
    folder: str = ""
    subject: str = ""

    def holds(self, found: Found) -> bool:
        return (
            _is_from(found.sender, self.sender)
            and (not self.folder or self.folder in map(composed, found.folders))
            and composed(self.subject) in composed(found.subject)
        )


def sorting_rules(lines: Sequence[Line], newsletters: Collection[str]) -> list[SortingRule]:
    """Raises BadFile for a newsletter that there is not."""
    problems: list[Problem] = []
    rules: list[SortingRule] = []
    for line in lines:
        said = {name: line.value(name) for name in (*REQUIRED, *OPTIONAL)}
        if said["newsletter"] not in newsletters:
            problems.append(Problem(line.number, f"없는 소식지입니다: {said['newsletter'] or '(빈칸)'}"))
        rules.append(SortingRule(**said | {"sender": said["sender"].lower()}))
    if problems:
        raise BadFile(problems)
    return rules


def sorted_into(found: Found, rules: Sequence[SortingRule], newsletters: Collection[str]) -> str | None:
    """The newsletter of the first rule that holds; without rules that of the innermost folder called so."""
    if rules:
        return next((rule.newsletter for rule in rules if rule.holds(found)), None)
    return next((name for name in map(composed, reversed(found.folders)) if name in newsletters), None)


def composed(name: str) -> str:
    """Names on some disks come taken apart."""
    return unicodedata.normalize("NFC", name)


def _is_from(sender: str, wanted: str) -> bool:
    return sender.endswith(wanted) if wanted.startswith("@") else wanted in ("", sender)
