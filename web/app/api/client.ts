// The one way to the server: queries and mutations by HTTP, everything live over one socket.
import { cacheExchange, Client, fetchExchange, type AnyVariables, type TypedDocumentNode } from "urql";
import { liveClient } from "madang-live";

import { thrown } from "./failures";

export const GRAPHQL = "/graphql";

export const client = new Client({
  url: GRAPHQL,
  preferGetMethod: false,
  fetchOptions: { credentials: "same-origin" },
  exchanges: [cacheExchange, fetchExchange],
});

export const live = liveClient(new URL(GRAPHQL, location.href).href.replace(/^http/, "ws"));

/** The newest state, past every cache. Throws refusals, a Failure, or the signal's reason. */
export async function read<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Data> {
  const fetchOptions: RequestInit = { credentials: "same-origin", ...(signal && { signal }) };
  const context = { requestPolicy: "network-only" as const, fetchOptions };
  const { data, error } = await client.query(document, variables, context).toPromise();
  signal?.throwIfAborted();
  if (error || data === undefined) throw error ? thrown(error) : new Error("no data");
  return data;
}

/** Changes something. Throws as `read`; what the payload refuses is in its `errors`. */
export async function change<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const { data, error } = await client.mutation(document, variables).toPromise();
  if (error || data === undefined) throw error ? thrown(error) : new Error("no data");
  return data;
}
