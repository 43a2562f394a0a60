"""Each mutation × each part × each kind of request, against the table written by hand (acts.py)."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Executable, delete, select, update

from madang.files import FolderStorage
from models import Base
from resolvers import deciding, swaps
from resolvers.context import Context
from tests.access.act import Act
from tests.access.acts import ACTS, GUARDED
from tests.access.asking import ask
from tests.access.comparing import leaks
from tests.access.parts import CITIZEN, KINDS, PARTS
from tests.access.selecting import reachable
from tests.access.stage import Stage
from tests.access.undone import Undone

pytestmark = pytest.mark.asyncio(loop_scope="package")

MUTATIONS = reachable()["Mutation"].fields
OK = "OK"
BATCH = 20  # mutations of one operation: each waits inside the one before it


@dataclass(frozen=True, slots=True)
class Try:
    """One cell of the matrix."""

    name: str
    kind: str  # of request; empty where the act is not about one
    part: str

    @property
    def act(self) -> Act:
        return ACTS[self.name]

    def expected(self, stage: Stage) -> str:
        if self.part == CITIZEN:
            return self.act.citizen
        if PARTS[self.part].read_only:
            return "FORBIDDEN"
        if self.act.on and not stage.things[stage.gid(self.kind, self.act.on)].seen_by(self.part):
            return "NOT_FOUND"
        if self.part in self.act.hidden:
            return "NOT_FOUND"
        if self.part in self.act.may.get(self.kind, ()):
            return OK
        return "CONFLICT" if self.part in self.act.late.get(self.kind, ()) else "FORBIDDEN"

    def arguments(self, stage: Stage) -> dict[str, Any]:
        given = self.act.given(stage, self.kind)
        named = self.act.on and "id" in MUTATIONS[self.name].args and "id" not in given
        return given | ({"id": stage.gid(self.kind, self.act.on)} if named and self.act.on else {})


def cells(stage: Stage, part: str) -> Iterator[Try]:
    """Of a draft only the request itself is tried by its author: it has no parts, comments or files yet."""
    for name, act in ACTS.items():
        for kind in [kind for kind in KINDS if act.on in stage.rows[kind]] if act.on else [""]:
            if kind != "draft" or act.on == "request" or part != "requester":
                yield Try(name, kind, part)


async def attempt(stage: Stage, context: Context, tries: list[Try]) -> list[str]:
    """What becomes of each, one after the other in one operation; nobody is told more than is theirs."""
    fields, declared, variables = list[str](), list[str](), dict[str, Any]()
    for number, one in enumerate(tries):
        arguments = one.arguments(stage)
        for name, value in arguments.items():
            declared.append(f"$a{number}_{name}: {MUTATIONS[one.name].args[name].type}")
            variables[f"a{number}_{name}"] = value
        told = ", ".join(f"{name}: $a{number}_{name}" for name in arguments)
        called = f"{one.name}({told})" if told else one.name
        fields.append(f"a{number}: {called} {{ errors {{ code message field }} version }}")
    head = f"mutation ({', '.join(declared)})" if declared else "mutation"
    document = f"{head} {{ {' '.join(fields)} }}"
    answer = await ask(context, document, **variables)
    assert leaks(stage, tries[0].part, answer) == []
    return [outcome(answer, f"a{number}", one.act) for number, one in enumerate(tries)]


def outcome(answer: dict[str, Any], name: str, act: Act) -> str:
    if answer["data"] is None:
        return answer["codes"].get(name, "nothing")
    payload = answer["data"][name]
    if payload["errors"]:
        return payload["errors"][0]["code"]
    return OK if (payload["version"] is not None) is act.tells_version else "no version"


async def fingerprint(stage: Stage) -> dict[str, str]:
    """Every row of every table."""
    found: dict[str, str] = {}
    async with stage.city.sessions() as session:
        for table in Base.metadata.sorted_tables:
            rows = await session.execute(select(table).order_by(*table.primary_key.columns))
            found[table.name] = json.dumps([[str(value) for value in row] for row in rows])
    found.pop("log_state")  # whose lease is renewed by itself
    return found


def bare(tries: list[Try]) -> list[Try]:
    """Those whose guard refuses: not a payload with errors, but no answer."""
    return [one for one in tries if one.part == CITIZEN or one.name in GUARDED]


async def test_what_is_not_allowed_is_refused_and_changes_nothing(stage: Stage) -> None:
    wrong: list[str] = []
    before = await fingerprint(stage)
    for part in (*stage.tried, CITIZEN):
        context = await stage.context(part)
        refused = [one for one in cells(stage, part) if one.expected(stage) != OK]
        alone = bare(refused)
        together = [one for one in refused if one not in alone]
        batches = [together[start : start + BATCH] for start in range(0, len(together), BATCH)]
        for batch in [*batches, *([one] for one in alone)]:
            got = await attempt(stage, context, batch)
            for one, code in zip(batch, got, strict=True):
                if code != one.expected(stage):
                    wrong.append(f"{one}: expected {one.expected(stage)}, got {code}")
        after = await fingerprint(stage)
        changed = [name for name in before if before[name] != after[name]]
        assert changed == [], f"refusals to {part} changed tables; {wrong[:20]}"
    assert wrong == [], "\n".join(wrong[:40])


@pytest.fixture
def within_sessions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Acts that write without a session could not be taken back: they, too, read and write within one."""

    def never(ctx: Context) -> bool:
        return False

    monkeypatch.setattr(deciding, "MOST_TRIES", 0)
    monkeypatch.setattr(swaps, "writes_at_once", never)


@pytest.mark.usefixtures("within_sessions")
async def test_what_is_allowed_is_done(stage: Stage, tmp_path: Path) -> None:
    wrong: list[str] = []
    storage = FolderStorage(shutil.copytree(stage.files, tmp_path / "files"))  # what is removed there is gone
    before = await fingerprint(stage)
    for part in (*stage.tried, CITIZEN):
        context = await stage.context(part)
        for one in [one for one in cells(stage, part) if one.expected(stage) == OK]:
            undone = Undone(stage.city.sessions, ready(stage, one))
            (got,) = await attempt(stage, replace(context, writes=undone, loaders={}, storage=storage), [one])
            wrong += [] if got == OK else [f"{one}: got {got}"]
    assert wrong == [], "\n".join(wrong[:40])
    assert await fingerprint(stage) == before


def ready(stage: Stage, one: Try) -> list[Executable]:
    """Statements that bring the request's rows into the state from which the act is possible."""
    statements: list[Executable] = []
    for model, columns in one.act.ready.items():
        table: Any = model
        rows: list[Any] = [row for row in stage.rows.get(one.kind, {}).values() if type(row) is model]
        change = delete(table) if columns is None else update(table).values(columns)
        statements.append(change.where(table.id.in_([row.id for row in rows])))
    return statements
