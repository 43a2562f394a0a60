// Questions that take long go over the socket: the server stops working as soon as nobody wants the answer.
import { stringifyDocument, type AnyVariables, type TypedDocumentNode } from "urql";

import { live } from "./client";

/** Throws what is refused, or the signal's reason. */
export function readLonger<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  signal: AbortSignal,
): Promise<Data> {
  let dispose: () => void = () => undefined;
  const asked = new Promise<Data>((resolve, reject) => {
    signal.throwIfAborted();
    signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
    dispose = live.subscribe<Data>(
      { query: stringifyDocument(document), variables: variables as Record<string, unknown> },
      {
        next: ({ data, errors }) => (errors?.length || !data ? reject(errors) : resolve(data)),
        error: reject,
        complete: () => reject(new Error("no answer")), // after an answer this is not heard any more
      },
    );
  });
  return asked.finally(() => dispose());
}
