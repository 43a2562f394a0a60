"""Promises the whole code base makes, checked rather than remembered."""

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions, version
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from schema import schema

ROOT = Path(__file__).parents[1]
OURS = ["schema", "resolvers", "models", "subscriptions", "madang"]
LOCKS = ["requirements.lock", "requirements-dev.lock"]
LONGEST_FUNCTION = 40  # lines; the aim is 20
LONGEST_FILE = 400  # lines; the aim is 150
READS_THE_ENVIRONMENT = {"environ", "environb", "getenv", "getenvb", "putenv"}
# The words are broken so that this file may be checked, too.
UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|NotImplemented" r"Error|xf" r"ail)\b")
ADDRESSES = re.compile(
    r"pypi\.org|pythonhosted\.org|registry\.(?:npm|yarn)|(?<!emit-)index[-]url|"
    r'"resolved"\s*: "http|(?m:^ *(?:source|sdist|url) = .*http)'
)
MACHINE_PATHS = re.compile(r"(?<![\w.])/(?:root|home/\w+|Users/\w+|work/(?:main|shared))\b")


@cache
def tracked(*patterns: str) -> list[str]:
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--", *patterns]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def written_by_us(*patterns: str) -> list[str]:
    """Source without what a program wrote: migrations and the types of the web client."""
    return [
        name for name in tracked(*patterns) if "migrations/versions/" not in name and "generated/" not in name
    ]


def python() -> list[str]:
    return written_by_us(*[f"{folder}/*.py" for folder in [*OURS, "tests", "benchmarks"]])


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8", errors="replace")


@cache
def tree(name: str) -> ast.Module:
    return ast.parse(read(name))


@cache
def project() -> dict[str, Any]:
    return tomllib.loads(read("pyproject.toml"))


def runtime() -> list[Requirement]:
    optional: dict[str, list[str]] = project()["project"].get("optional-dependencies", {})
    always: list[str] = project()["project"]["dependencies"]
    return [Requirement(line) for lines in [always, *optional.values()] for line in lines]


def development() -> list[Requirement]:
    groups: dict[str, list[str]] = project()["dependency-groups"]
    return [*runtime(), *(Requirement(line) for lines in groups.values() for line in lines)]


def locked(lock: str) -> Iterator[Requirement]:
    for line in read(lock).splitlines():
        if line and not line.startswith(" "):
            yield Requirement(line.removesuffix("\\"))


@pytest.mark.parametrize("folder", [*OURS, "tests"])
def test_no_other_distribution_claims_our_folder_names(folder: str) -> None:
    assert set(packages_distributions().get(folder, [])) <= {"madang"}


def test_no_function_is_too_long() -> None:
    long = [
        f"{name}:{node.lineno} {node.name}: {lines} lines"
        for name in python()
        for node in ast.walk(tree(name))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > LONGEST_FUNCTION
    ]
    assert long == []


def test_no_file_is_too_long() -> None:
    sources = [*python(), *written_by_us("web/*.ts", "web/*.tsx")]
    lengths = {name: len(read(name).splitlines()) for name in sources}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_every_module_says_what_it_is_for() -> None:
    silent = [name for name in python() if tree(name).body and not ast.get_docstring(tree(name))]
    assert silent == []


def test_only_the_server_reads_the_environment() -> None:
    allowed = ("madang/server/", "tests/", "benchmarks/")
    readers = [
        name
        for name in python()
        if not name.startswith(allowed) and READS_THE_ENVIRONMENT & names_from_elsewhere(tree(name))
    ]
    assert readers == []


def names_from_elsewhere(module: ast.Module) -> set[str]:
    attributes = {node.attr for node in ast.walk(module) if isinstance(node, ast.Attribute)}
    imports = [node for node in ast.walk(module) if isinstance(node, ast.ImportFrom)]
    return attributes | {alias.name for node in imports for alias in node.names}


def test_no_lock_stops_those_who_only_point_to_the_row() -> None:
    """FOR UPDATE is for who deletes a row: a comment would wait until its author's record is changed."""
    whole = re.compile(r"FOR UPDATE|with_for_update=True|with_for_update\((?![^()]*(?:key_share|read)=)")
    found = [name for folder in OURS for name in written_by_us(f"{folder}/*.py") if whole.search(read(name))]
    assert found == []


def test_nothing_is_left_for_later() -> None:
    unfinished = [
        f"{name}: {found[0]}"
        for name in tracked("*.py", "*.ts", "*.tsx")
        if (found := UNFINISHED.search(read(name)))
    ]
    assert unfinished == []


def test_every_dependency_has_its_reason() -> None:
    reasons = read("docs/decisions/0002-dependencies.md")
    told = {canonicalize_name(name) for name in re.findall(r"^- (\S+) — \S", reasons, re.MULTILINE)}
    needed = {canonicalize_name(requirement.name) for requirement in development()}
    assert (needed - told, told - needed) == (set(), set())


@pytest.mark.parametrize(("lock", "wanted"), [(LOCKS[0], runtime()), (LOCKS[1], development())])
def test_the_locks_hold_what_the_project_asks_for(lock: str, wanted: list[Requirement]) -> None:
    pinned = {canonicalize_name(entry.name): str(entry.specifier).lstrip("=") for entry in locked(lock)}
    unmet = [
        str(requirement)
        for requirement in wanted
        if (pin := pinned.get(canonicalize_name(requirement.name))) is None
        or pin not in requirement.specifier
    ]
    assert unmet == [], "run .ci/lock"


def test_the_pins_that_uv_obeys_are_the_locked_versions() -> None:
    pinned = [Requirement(line) for line in project()["tool"]["uv"]["constraint-dependencies"]]
    assert set(pinned) == set(locked(LOCKS[1])), "run .ci/lock"
    assert set(locked(LOCKS[0])) <= set(pinned), "run .ci/lock"


def test_the_tests_run_on_the_locked_versions() -> None:
    here = [entry for entry in locked(LOCKS[1]) if entry.marker is None or entry.marker.evaluate()]
    assert [str(entry) for entry in here if version(entry.name) not in entry.specifier] == [], "run .ci/lock"


def test_no_file_names_a_registry_or_a_machine() -> None:
    found = [
        f"{name}: {hit[0]}"
        for name in tracked()
        for pattern in [ADDRESSES, MACHINE_PATHS]
        if (hit := pattern.search(read(name)))
    ]
    assert found == []


def test_no_lock_that_names_addresses_is_kept() -> None:
    assert tracked("uv.lock", "pylock*.toml", "*/uv.lock") == []


@pytest.mark.parametrize(
    "command", ["python3 -m pip install -q --target .uv uv", ".uv/bin/uv run pytest -n auto"]
)
def test_the_checks_run_the_commands_of_the_readme(command: str) -> None:
    assert (read("README.md").count(command), command in read(".ci/check")) == (2, True)


def test_the_published_schema_is_the_one_that_is_served() -> None:
    old = "schema/schema.graphql is old; run: .uv/bin/uv run madang schema export schema/schema.graphql"
    assert read("schema/schema.graphql") == schema.as_str() + "\n", old


def test_each_decision_has_a_number_of_its_own_and_opens_with_it() -> None:
    decisions = tracked("docs/decisions/*.md")
    numbers = [Path(name).name[:4] for name in decisions]
    assert numbers == sorted(set(numbers))
    opened = [read(name).removeprefix("# ")[:4] for name in decisions[1:]]
    assert opened == numbers[1:]
