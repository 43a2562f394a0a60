"""Asking the engine as a part of the matrix: answers as they would go out, and refusals by their codes."""

from typing import Any

import orjson

from resolvers.context import Context
from schema import schema
from schema.documents import Documents, core_of
from schema.execution import Engine
from schema.limits import Limits
from schema.operations import Operation, Result

LARGE = 10**9  # the matrix asks for all at once; what clients may ask for is bounded elsewhere
LIMITS = Limits(
    characters=LARGE, tokens=LARGE, depth=LARGE, fields=LARGE, aliases=LARGE, spreads=LARGE,
    root_fields=LARGE, overlaps=LARGE, nodes=LARGE,
)  # fmt: skip
ENGINE: Engine[Context] = Engine(schema, LIMITS)
ENGINE.documents = Documents(core_of(schema), LIMITS, kept=LARGE)  # each is read once for all parts


async def ask(context: Context, document: str, **variables: Any) -> dict[str, Any]:
    """The data; and under `errors` the code of each root field that failed, by its name."""
    result = await ENGINE.execute(ENGINE.prepare(Operation(document, variables)), context)
    return told(result)


def told(result: Result) -> dict[str, Any]:
    answer = orjson.loads(result.encode())
    errors = answer.get("errors", [])
    codes = {str((error.get("path") or [""])[0]): error["extensions"]["code"] for error in errors}
    return {"data": answer.get("data"), "codes": codes, "errors": errors}
