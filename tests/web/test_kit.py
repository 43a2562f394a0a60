"""The kit as others get it: strictly typed, with tests of its own, and nothing but graphql-ws beside it."""

import json
import re

import pytest

from tests.web.kit import Kit

STRICT = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2022", "--skipLibCheck"]


def test_its_own_tests_pass(kit: Kit) -> None:
    tests = sorted(str(path) for path in (kit.folder / "live" / "tests").glob("*.test.js"))
    done = kit.run(kit.node, "--test", *tests, at="live")
    counts = dict(re.findall(r"^(?:#|ℹ) (pass|fail|skipped) (\d+)$", done.stdout, re.MULTILINE))
    assert (done.returncode, counts["fail"], counts["skipped"]) == (0, "0", "0"), done.stdout
    assert int(counts["pass"]) > 40


def test_a_package_of_it_holds_modules_and_their_types(kit: Kit) -> None:
    package = json.loads((kit.folder / "live" / "package.json").read_text())
    for name in package["exports"]["."].values():
        assert (kit.folder / "live" / name).is_file()
    built = {path.name for path in (kit.folder / "live" / "dist").iterdir()}
    sources = {path.stem for path in (kit.folder / "live" / "src").iterdir()}
    assert built == {f"{stem}{end}" for stem in sources for end in (".js", ".d.ts")}
    assert package["files"] == ["dist"]


def test_it_depends_on_graphql_ws_alone(kit: Kit) -> None:
    package = json.loads((kit.folder / "live" / "package.json").read_text())
    assert "dependencies" not in package
    assert list(package["peerDependencies"]) == ["graphql-ws"]
    code = [path.read_text() for path in (kit.folder / "live" / "dist").glob("*.js")]
    imported = {name for text in code for name in re.findall(r'from "([^.][^"]*)"', text)}
    assert imported == {"graphql-ws"}


@pytest.mark.parametrize(
    ("mistake", "message"),
    [
        ('follow({ client, document: "", load() {} });', "Property 'apply' is missing"),
        (
            'follow<{ cursor: string }>({ client, document: "", load() {}, apply() {} });',
            "'{ cursor: string; }' does not satisfy the constraint 'Change'",
        ),
        ('merge([{ id: "a" }], { id: "a", version: 1 });', "'version' is missing"),
    ],
)
def test_a_page_that_gives_what_the_kit_cannot_take_does_not_compile(
    kit: Kit, mistake: str, message: str
) -> None:
    page = kit.folder / "mistake.ts"
    page.write_text(
        'import { follow, liveClient, merge } from "madang-live";\n'
        f'export const client = liveClient("wss://x"), f = follow, m = merge;\n{mistake}\n'
    )
    done = kit.run(kit.node, "node_modules/typescript/bin/tsc", *STRICT, page.name)
    assert done.returncode != 0
    assert message in done.stdout
