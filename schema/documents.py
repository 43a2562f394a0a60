"""Documents that were read, measured and validated, kept so that each is worked on once."""

import re
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    GraphQLSyntaxError,
    NoSchemaIntrospectionCustomRule,
    OperationDefinitionNode,
    parse,
    specified_rules,
    validate,
)
from strawberry import Schema
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from schema.limits import Limits, check_shape, refuse
from schema.newest import Newest
from schema.pages import PagePlan
from schema.selections import deciding_variables, variables_inside

RULES = (*specified_rules, MaybeNullValidationRule, OneOfInputValidationRule)
LONGEST_MESSAGE = 300  # graphql-core repeats the value it finds wrong, however long it is
NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u(?:0000|\{0+\})")  # PostgreSQL keeps no such character


def core_of(schema: Schema) -> GraphQLSchema:
    return schema._schema  # pyright: ignore[reportPrivateUsage]  # Strawberry has no public name for it


class Unreadable(Exception):
    """The request cannot be executed at all. Each error says why."""

    def __init__(self, *errors: GraphQLError) -> None:
        super().__init__(errors[0].message)
        self.errors = list(errors)


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """One text that may be executed."""

    node: DocumentNode
    operations: dict[str | None, OperationDefinitionNode]
    pages: PagePlan
    visits: int  # selections looked at to measure it
    fragments: dict[str, FragmentDefinitionNode]
    deciding: dict[str | None, tuple[str, ...]]  # by operation: the variables that @include and @skip read
    inside: dict[str | None, frozenset[str]]  # the variables below its root fields, likewise
    plans: dict[Any, Any] = field(default_factory=dict[Any, Any])  # made by schema.plans, kept as long
    readings: dict[str | None, Any] = field(default_factory=dict[str | None, Any])  # of variables, likewise
    wordings: dict[str | None, Any] = field(
        default_factory=dict[str | None, Any]
    )  # by schema.wording, likewise

    @property
    def text(self) -> str:
        assert self.node.loc is not None
        return self.node.loc.source.body

    def operation(self, name: str | None) -> OperationDefinitionNode:
        """The operation to run; `name` may be left out if there is only one."""
        if name is None and len(self.operations) == 1:
            return next(iter(self.operations.values()))
        if name in self.operations:
            return self.operations[name]
        problem = (
            "작업이 여럿이니 operationName을 주세요." if name is None else f"{name}(이)라는 작업이 없습니다."
        )
        raise Unreadable(GraphQLError(problem, extensions={"code": "OPERATION_RESOLUTION_FAILURE"}))


class Documents(Newest[str, Document]):
    """By their texts, up to `kept` characters in all. Only valid ones are kept."""

    def __init__(
        self,
        schema: GraphQLSchema,
        limits: Limits | None = None,
        *,
        suggestions: bool = False,
        introspection: bool = True,
        kept: int = 500_000,
    ) -> None:
        super().__init__(most=kept)
        self.limits = limits or Limits()
        self._schema = schema
        self._suggestions = suggestions
        self._rules = RULES if introspection else (*RULES, NoSchemaIntrospectionCustomRule)

    def read(self, text: str) -> Document:
        """Raises Unreadable."""
        document = self.find(text)
        if document is None:
            document = self._prepare(text)
            self.keep(text, document)
        return document

    def _prepare(self, text: str) -> Document:
        try:
            node = self._parse(text)
            visits = check_shape(node, self.limits)
        except GraphQLSyntaxError as error:
            raise Unreadable(_prefixed("질의를 읽을 수 없습니다", error, "GRAPHQL_PARSE_FAILED")) from None
        except GraphQLError as error:
            error.extensions = {"code": "GRAPHQL_VALIDATION_FAILED", **(error.extensions or {})}
            raise Unreadable(error) from None
        self._validate(node)
        pages = PagePlan(self._schema, node, self.limits)
        operations, fragments = _operations(node), _fragments(node)
        deciding = {name: deciding_variables(one, fragments) for name, one in operations.items()}
        inside = {name: variables_inside(one, fragments) for name, one in operations.items()}
        return Document(node, operations, pages, visits + pages.visits, fragments, deciding, inside)

    def _parse(self, text: str) -> DocumentNode:
        if len(text) > self.limits.characters:
            refuse(self.limits, "characters")
        if NUL.search(text):
            raise GraphQLError("널 문자(U+0000)는 쓸 수 없습니다.", extensions={"code": "BAD_INPUT"})
        try:
            return parse(text, max_lexical_tokens=self.limits.tokens)
        except GraphQLSyntaxError as error:
            if "tokens. Parsing aborted" in error.message:
                refuse(self.limits, "tokens")
            raise

    def _validate(self, node: DocumentNode) -> None:
        found = validate(
            self._schema, node, self._rules, max_errors=20, hide_suggestions=not self._suggestions
        )
        if found:
            about = "질의가 스키마에 맞지 않습니다"
            raise Unreadable(*(_prefixed(about, error, "GRAPHQL_VALIDATION_FAILED") for error in found))


def _operations(node: DocumentNode) -> dict[str | None, OperationDefinitionNode]:
    found = [one for one in node.definitions if isinstance(one, OperationDefinitionNode)]
    return {one.name.value if one.name else None: one for one in found}


def _fragments(node: DocumentNode) -> dict[str, FragmentDefinitionNode]:
    found = [one for one in node.definitions if isinstance(one, FragmentDefinitionNode)]
    return {one.name.value: one for one in found}


def _prefixed(about: str, error: GraphQLError, code: str) -> GraphQLError:
    message = f"{about}: {error.message}"
    return GraphQLError(
        message if len(message) <= LONGEST_MESSAGE else message[:LONGEST_MESSAGE] + "…",
        nodes=error.nodes, source=error.source, positions=error.positions,
        extensions={"code": code},
    )  # fmt: skip
