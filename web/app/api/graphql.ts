// Documents, typed by schema/schema.graphql: `npm run types` works out what each of them brings.
import { gql, type TypedDocumentNode } from "urql";

import type { Documents } from "./generated/gql";
import type * as enums from "./generated/enums";

type Enums = typeof enums;

/** A document as it is written here, with the fragments it spreads. Of what is generated only types are used. */
export function graphql<const Source extends keyof Documents>(
  source: Source,
  fragments: readonly TypedDocumentNode<unknown, never>[] = [],
): Documents[Source] {
  const strings = [source, ...fragments.map(() => "\n")];
  return gql(strings as unknown as TemplateStringsArray, ...fragments) as Documents[Source];
}

/** The members of an enum of the schema. */
export type Enum<Name extends keyof Enums> = Enums[Name][keyof Enums[Name]];

export type ResultOf<Document> = Document extends TypedDocumentNode<infer Result, infer _> ? Result : never;
export type VariablesOf<Document> = Document extends TypedDocumentNode<infer _, infer Variables> ? Variables : never;
