"""How Alembic runs our migrations: on the connection it is handed, in the transaction already begun there."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import JSON, Enum
from sqlalchemy.types import TypeDecorator


def render(kind: str, item: Any, autogenerate: AutogenContext) -> str | Literal[False]:
    """Write what the database keeps, so that no migration depends on today's Python types."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}"
    if kind == "type" and isinstance(item, Enum):
        return f"sa.String(length={item.length})"
    if kind == "type" and isinstance(item, JSON):
        autogenerate.imports.add("from sqlalchemy.dialects import postgresql")
        return "sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')"
    return False


def is_named_by_models(name: str | None, kind: str, parents: object) -> bool:
    """What a table brings along beside it is not (models.search): nobody wants it dropped."""
    return not (name or "").startswith(("request_bigrams", "ix_request_texts_bigrams"))


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes.get("metadata"),
    render_item=render,
    include_name=is_named_by_models,
    render_as_batch=True,  # SQLite alters most things only by making the table anew
)
context.run_migrations()
