// What is asked, as it is typed now: GraphiQL itself reads it again only some time after a key or another tab.
import type { FetcherOpts, FetcherParams } from "@graphiql/toolkit";
import { Kind, parse, type DocumentNode } from "graphql";

/** What cannot be read goes as it is: the server says what is wrong with it. */
export function current(asked: FetcherParams, options?: FetcherOpts): [FetcherParams, FetcherOpts] {
  const documentAST = read(asked.query);
  if (!documentAST) return [asked, { ...options }];
  const operations = documentAST.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
  const only = operations.length === 1 ? operations[0] : undefined;
  const operationName = (only ? only.name?.value : asked.operationName) ?? null;
  return [{ ...asked, operationName }, { ...options, documentAST }];
}

function read(text: string): DocumentNode | undefined {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}
