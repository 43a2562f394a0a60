"""Lets every install, sdist and wheel carry the web pages. That they cannot be built stops none of them."""

import os
import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class WebPages(BuildHookInterface):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        script = Path(self.root, "web", "build.py")
        if script.is_file():
            web = runpy.run_path(str(script))
            self.app.display_info(web["build"](web["WEB"], web["STATIC"], env=os.environ).value)
