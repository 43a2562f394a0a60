"""The application and its schema, imported when a command needs them."""

from typing import TYPE_CHECKING

from madang.server.settings import Settings

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from strawberry import Schema

    from madang.server.asgi import Beside


def contract() -> "Schema":
    from schema import schema

    return schema


def application(settings: Settings, *, demo: bool = False, beside: "Beside | None" = None) -> "Starlette":
    """Raises Invalid for settings that do not fit together."""
    from madang.server.asgi import create_app

    return create_app(settings, contract(), demo=demo, beside=beside)
