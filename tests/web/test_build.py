"""The web pages are built when their sources changed, and never stand in the way of an install."""

import sys
from pathlib import Path

import pytest

from web.build import STAMP, Outcome, build, digest_of, is_current

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are shell scripts")

NODE = "#!/bin/sh\necho {version}\n"
NPM = """#!/bin/sh
echo "$@" >> "{log}"
[ "$1" = run ] && /bin/mkdir -p ../madang/static && echo page > ../madang/static/page
exit {code}
"""


class Workshop:
    """A web folder with one page, and a machine that has what is put into its `bin`."""

    def __init__(self, folder: Path) -> None:
        self.web, self.static, self.bin = folder / "web", folder / "static", folder / "bin"
        self.log = folder / "log"
        (self.web / "graphiql").mkdir(parents=True)
        (self.web / "graphiql" / "main.tsx").write_text("화면")
        self.bin.mkdir()

    def has(self, *, node: str, code: int = 0) -> None:
        npm = NPM.format(log=self.log, code=code)
        for name, script in (("node", NODE.format(version=node)), ("npm", npm)):
            (self.bin / name).write_text(script)
            (self.bin / name).chmod(0o755)

    def build(self, **env: str) -> Outcome:
        machine = {"PATH": str(self.bin), "PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
        return build(self.web, self.static, env={**machine, **env})

    def npm_calls(self) -> list[str]:
        return [line.split()[0] for line in self.log.read_text().splitlines()] if self.log.exists() else []


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path)


def test_pages_are_built_once_and_again_when_a_source_changes(workshop: Workshop) -> None:
    workshop.has(node="v20.19.0")
    assert workshop.build() is Outcome.BUILT
    assert workshop.build() is Outcome.CURRENT
    assert workshop.npm_calls() == ["ci", "run"]
    assert sorted(path.name for path in workshop.static.iterdir()) == [STAMP, "page"]
    (workshop.web / "graphiql" / "main.tsx").write_text("새 화면")
    assert workshop.build() is Outcome.BUILT
    assert workshop.npm_calls() == ["ci", "run", "ci", "run"]


def test_what_npm_installs_is_no_source(workshop: Workshop) -> None:
    before = digest_of(workshop.web)
    (workshop.web / "node_modules" / "react").mkdir(parents=True)
    (workshop.web / "node_modules" / "react" / "index.js").write_text("…")
    assert digest_of(workshop.web) == before


def test_the_kit_is_a_source_but_neither_its_tests_nor_what_is_made_of_it(workshop: Workshop) -> None:
    before = digest_of(workshop.web)
    for folder in ("tests", "dist"):
        (workshop.web / "live" / folder).mkdir(parents=True)
        (workshop.web / "live" / folder / "index.ts").write_text("…")
    assert digest_of(workshop.web) == before
    (workshop.web / "live" / "index.ts").write_text("…")
    assert digest_of(workshop.web) != before


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("graphiql/main.tsx", "화 면"),
        ("graphiql/page.css", ""),
        ("package-lock.json", "{}"),
    ],
)
def test_names_and_contents_of_sources_count(workshop: Workshop, name: str, content: str) -> None:
    before = digest_of(workshop.web)
    (workshop.web / name).write_text(content)
    assert digest_of(workshop.web) != before


def test_the_build_can_be_left_out(workshop: Workshop) -> None:
    workshop.has(node="v20.19.0")
    assert workshop.build(MADANG_SKIP_WEB="1") is Outcome.SKIPPED
    assert workshop.npm_calls() == []


def test_a_failing_build_is_told_and_tried_again_the_next_time(workshop: Workshop) -> None:
    workshop.has(node="v22.12.0", code=1)
    assert workshop.build() is Outcome.FAILED
    assert not workshop.static.exists()
    workshop.has(node="v22.12.0")
    assert workshop.build() is Outcome.BUILT


@pytest.mark.parametrize("node", ["v18.20.4", "v20.18.3", "nonsense"])
def test_an_old_node_is_not_asked(workshop: Workshop, node: str) -> None:
    workshop.has(node=node)
    assert workshop.build() is Outcome.NO_NODE
    assert workshop.npm_calls() == []


def test_without_node_and_without_network_nothing_is_built(workshop: Workshop) -> None:
    assert workshop.build() is Outcome.NO_NODE
    assert not workshop.static.exists()


def test_the_source_folder_is_left_as_it_was_and_old_pages_go(workshop: Workshop) -> None:
    workshop.has(node="v20.19.0")
    workshop.static.mkdir()
    (workshop.static / "old.js").write_text("…")
    before = sorted(workshop.web.rglob("*"))
    assert workshop.build() is Outcome.BUILT
    assert sorted(workshop.web.rglob("*")) == before
    assert not (workshop.web.parent / "build").exists()
    assert not (workshop.static / "old.js").exists()


def test_what_a_killed_build_left_is_cleared_away(workshop: Workshop) -> None:
    workshop.has(node="v20.19.0")
    left = workshop.web.parent / "build" / "web-pages" / "web"
    left.mkdir(parents=True)
    assert workshop.build() is Outcome.BUILT
    assert not left.exists()


def test_pages_built_from_other_sources_are_not_current(workshop: Workshop) -> None:
    assert not is_current(workshop.static, digest_of(workshop.web))
    workshop.static.mkdir()
    (workshop.static / STAMP).write_text("0" * 64)
    assert not is_current(workshop.static, digest_of(workshop.web))
