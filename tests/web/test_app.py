"""The app of `web/app`: its documents fit the schema, its types hold, and its own tests pass."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from tests.web.kit import Kit, made
from web.build import NPM_PATIENCE, WEB

INSTALL = ["ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund", *NPM_PATIENCE]
SCHEMA = WEB.parent / "schema" / "schema.graphql"
NOT_OURS = shutil.ignore_patterns("node_modules", "dist", "__pycache__", "generated")

pytestmark = pytest.mark.skipif(
    sys.platform == "win32" or bool(os.environ.get("MADANG_SKIP_WEB")) or not SCHEMA.is_file(),
    reason="the web pages are left out, or there is no checkout",
)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Kit:
    """All of `web`, with what is needed to check it, beside the published schema."""
    folder: Path = tmp_path_factory.mktemp("app")
    (folder / "schema").mkdir()
    shutil.copy(SCHEMA, folder / "schema")
    shutil.copytree(WEB, folder / "web", ignore=NOT_OURS)
    return made(folder / "web", [INSTALL])


def test_what_the_pages_ask_is_what_the_schema_has(app: Kit) -> None:
    done = app.npm("run", "check")
    assert done.returncode == 0, done.stdout


def test_its_own_tests_pass(app: Kit) -> None:
    done = app.npm("run", "test")
    assert done.returncode == 0, done.stdout
