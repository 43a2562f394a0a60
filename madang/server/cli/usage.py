"""What is wrong with a command as it was typed, in one Korean line that says what to type instead."""

import difflib
import re
import sys
from collections.abc import Callable, Sequence
from typing import Any, cast

import typer
from typer.core import TyperGroup

from madang.server.cli.terminal import fail

WRONG = 2  # the exit code of a command that was not understood
NUMBERS = {int: "정수를", float: "수를"}
NO_COMMAND = re.compile(r"No such command (['\"])(.*?)\1\..*", re.DOTALL)
TOO_MUCH = re.compile(r"Got unexpected extra argument\(s\) \((.*)\)", re.DOTALL)


class Commands(TyperGroup):
    """Says in Korean what typer would say in English, and ends with 2."""

    def get_help_option(self, ctx: Any) -> Any:
        """False unless given: for an option without a value typer loads pydantic, a third of all `--help`."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.default = False
        return option

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        rest = (args, prog_name, complete_var, False, windows_expand_args)
        if not standalone_mode:
            return super().main(*rest, **extra)
        try:
            ended = super().main(*rest, **extra)
        except typer.TyperException as error:
            if type(error).__name__ != "NoArgsIsHelpError":  # then the help has been shown
                context = getattr(error, "ctx", None)
                path = context.command_path if context else self._path(args or sys.argv[1:])
                fail(f"{explained(error)} 쓰는 법: {path} --help")
            sys.exit(WRONG)
        sys.exit(ended if isinstance(ended, int) else 0)

    def _path(self, args: Sequence[str]) -> str:
        """The command that was meant, where the error does not know it."""
        path, command = "madang", cast(Any, self)
        for name in args:
            command = getattr(command, "commands", {}).get(name)
            if command is None:
                break
            path = f"{path} {name}"
        return path


def explained(error: Any) -> str:
    """Typer keeps the classes of its errors to itself: they are told apart by name."""
    return BY_KIND.get(type(error).__name__, _other)(error)


def _no_option(error: Any) -> str:
    return f"{printable(error.option_name)}: 없는 옵션입니다.{_meant(error.possibilities or ())}"


def _missing(error: Any) -> str:
    return f"{_name(error.param)}을(를) 적어 주십시오."


def _ill_used(error: Any) -> str:
    name = printable(error.option_name)
    if "requires" in error.message:
        return f"{name} 뒤에 값을 적어 주십시오."
    return f"{name}에는 값을 적지 않습니다."


def _bad_value(error: Any) -> str:
    wanted = error.param.type_descriptor
    kind = NUMBERS.get(wanted.annotation, "다른 값을")
    least, most = wanted.parameter_info.min, wanted.parameter_info.max
    bounds = f"{least:,}에서 {most:,}까지의 " if least is not None and most is not None else ""
    return f"{_name(error.param)}에는 {bounds}{kind} 적어 주십시오."


def _other(error: Any) -> str:
    if unknown := NO_COMMAND.fullmatch(error.message):
        name = unknown[2]
        known: list[str] = error.ctx.command.list_commands(error.ctx)
        return f"{printable(name)}: 없는 명령입니다.{_meant(difflib.get_close_matches(name, known))}"
    if extra := TOO_MUCH.fullmatch(error.message):
        return f"더 적은 것이 있습니다: {printable(extra[1])}."
    return error.format_message()


def _meant(close: Sequence[str]) -> str:
    return f" {close[0]} 아닙니까?" if close else ""


def _name(param: Any) -> str:
    """As it is typed: an option by its long name, an argument as the help calls it."""
    if param.param_type_name == "option":
        return max(param.opts, key=len)
    return param.metavar or param.name


def printable(text: str) -> str:
    """What a terminal would obey is shown as its code instead."""
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in text)


BY_KIND: dict[str, Callable[[Any], str]] = {
    "NoSuchOption": _no_option,
    "MissingParameter": _missing,
    "BadOptionUsage": _ill_used,
    "BadParameter": _bad_value,
}
