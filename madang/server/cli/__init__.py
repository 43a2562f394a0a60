"""The `madang` command: every act of an operator, said in Korean, one line for what goes wrong."""

from madang.server.cli.app import app
from madang.server.collecting import collect_seldom

__all__ = ["main"]


def main() -> None:
    collect_seldom()
    app(prog_name="madang")
