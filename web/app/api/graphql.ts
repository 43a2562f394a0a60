// Documents, typed by schema/schema.graphql: a page that asks for what is not there does not compile.
import type { initGraphQLTada } from "gql.tada";
import { gql, type TypedDocumentNode } from "urql";

import type { introspection } from "./schema";

interface Setup {
  introspection: introspection;
  disableMasking: true;
  scalars: { Date: string; DateTime: string; Decimal: string; UUID: string };
}

type Graphql = ReturnType<typeof initGraphQLTada<Setup>>;
type Types = introspection["types"];

/** `graphql("query …", [fragments])`. Only the types are gql.tada's; what runs is urql's `gql`. */
export const graphql = ((source: string, fragments: readonly TypedDocumentNode[] = []) => {
  const strings = [source, ...fragments.map(() => "\n")];
  return gql(strings as unknown as TemplateStringsArray, ...fragments);
}) as unknown as Graphql;

/** The members of an enum of the schema. */
export type Enum<Name extends keyof Types> = Types[Name] extends { enumValues: infer Members } ? Members : never;

export type { ResultOf, VariablesOf } from "gql.tada";
