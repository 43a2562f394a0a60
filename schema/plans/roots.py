"""The root of an operation: its fields are found one after the other, as the mutation order demands."""

from typing import Any

from graphql import OperationDefinitionNode, OperationType, is_abstract_type

from schema.plans.access import ObjectAccess
from schema.plans.calls import Call, strawberry_field
from schema.plans.fields import Field, field_code
from schema.plans.parts import PickPart, ResolvedPart, Rows
from schema.plans.planning import Planning, unwrapped
from schema.plans.running import ObjectView, StepAside, View
from schema.sources import MODELS, SOURCE, Listed, Picked

NOT_OURS = ("__schema", "__type")


def root_view(planning: Planning, operation: OperationDefinitionNode) -> ObjectView:
    """For a query or mutation of the one item None; for a subscription of what its source has given."""
    kind: Any = planning.schema.get_root_type(operation.operation)
    access = ObjectAccess()
    writing = planning.writing(access)
    shown: list[str] = []
    for name, nodes in planning.selections.asked(kind, [operation.selection_set]).items():
        called = nodes[0].name.value
        if called == "__typename":
            shown.append(f"{name!r}: {kind.name!r}")
            continue
        with planning.trail.into(name):
            if called in NOT_OURS:
                raise StepAside("스키마를 묻는 질의(introspection)")
            field = Field(planning, writing, access, kind, kind.fields[called], nodes)
            code = _event(field) if operation.operation is OperationType.SUBSCRIPTION else _root(field, name)
        shown.append(f"{name!r}: {code}")
    return writing.view("{" + ", ".join(shown) + "}")


def root_source(planning: Planning, operation: OperationDefinitionNode) -> Call | None:
    """The call that gives a subscription's events; None where graphql-core has to make it."""
    kind: Any = planning.schema.get_root_type(operation.operation)
    asked = list(planning.selections.asked(kind, [operation.selection_set]).values())
    if operation.operation is not OperationType.SUBSCRIPTION or len(asked) != 1:
        return None
    node = asked[0][0]
    definition = kind.fields.get(node.name.value)
    return None if definition is None else planning.calls.of_source(definition, node)


def _root(field: Field, name: str) -> str:
    source = strawberry_field(field.definition).metadata.get(SOURCE)
    if isinstance(source, Listed):
        return field_code(field)
    if isinstance(source, Picked):
        return _picked(field)
    return _resolved(field, name)


def _picked(field: Field) -> str:
    named, _, _ = unwrapped(field.definition.type)
    kinds: Any = field.planning.schema.get_possible_types(named) if is_abstract_type(named) else [named]
    rows: dict[Any, Rows] = {}
    for kind in kinds:
        columns, view = field.planning.rows_of(kind, field.sets)
        rows[MODELS[kind.name]] = Rows(columns, [view])
    call = field.planning.calls.of(field.definition, field.nodes[0])
    return field.writing.part(PickPart(call, rows))


def _resolved(field: Field, name: str) -> str:
    calls = field.planning.calls
    changes = field.kind is field.planning.schema.mutation_type
    resolve = (calls.once if changes else calls.resolved)(field.definition, field.nodes[0], name)
    return field.writing.part(ResolvedPart(resolve, _value_view(field)))


def _value_view(field: Field) -> View:
    """How what the resolver returns is shown: the value is the item."""
    access = ObjectAccess()
    writing = field.planning.writing(access)
    alone = Field(field.planning, writing, access, field.kind, field.definition, field.nodes)
    return writing.view(alone.shown(access.name))


def _event(field: Field) -> str:
    return field.shown(ObjectAccess().name)
