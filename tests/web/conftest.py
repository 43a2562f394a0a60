"""What the tests of the kit share: it is installed and compiled once a run."""

import os
import sys

import pytest

from tests.web.kit import Kit, installed


@pytest.fixture(scope="session")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Kit:
    if sys.platform == "win32" or os.environ.get("MADANG_SKIP_WEB"):
        pytest.skip("the web pages are left out")
    return installed(tmp_path_factory.mktemp("kit"))
