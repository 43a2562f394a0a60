"""`madang serve`: the server of a city. Every setting is an option, too."""

import inspect
import socket
from typing import Annotated, Any

import typer

from madang.server.cli.application import application
from madang.server.cli.terminal import configured, out, refusing, run
from madang.server.settings import Settings, described


def serve(**options: str | None) -> None:
    """서버를 켭니다. 모든 설정은 환경 변수로도 적을 수 있고, 옵션이 먼저입니다."""
    with refusing():
        settings = configured(**options)
        from madang.server import running  # takes seconds: what is wrong with the settings is said at once

        app = application(settings)
        run(running.prepared(settings, sample=False))
        listening = running.bound(settings)
    running.serve(settings, app, listening, opened=lambda: _say(settings, listening), log_level="info")


def _say(settings: Settings, listening: socket.socket) -> None:
    out.print(f"마당이 열렸습니다: {address(settings, listening)}/graphql", highlight=False)
    if not settings.has_portal:
        out.print("[yellow]![/] 로그인 방법이 없어 시민만 들어옵니다. MADANG_PORTAL_JWKS 등을 설정하십시오.")


def address(settings: Settings, listening: socket.socket) -> str:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{listening.getsockname()[1]}"


def _parameters() -> list[inspect.Parameter]:
    """The settings as typer reads them from a signature. Their values are checked where the settings are."""
    return [_parameter(name, default, about) for name, default, about in described()]


def _parameter(name: str, default: str, about: str) -> inspect.Parameter:
    short = name.removeprefix("MADANG_").lower()
    shown: Any = default or False
    option = typer.Option(f"--{short.replace('_', '-')}", envvar=name, help=about, show_default=shown)
    return inspect.Parameter(
        short, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=Annotated[str | None, option]
    )


serve.__signature__ = inspect.Signature(_parameters())  # type: ignore[attr-defined]
