"""The `madang` command: every act of an operator, said in Korean, one line for what goes wrong."""

from madang.server.cli.app import app

__all__ = ["main"]


def main() -> None:
    app(prog_name="madang")
