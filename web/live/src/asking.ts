// A query over the same socket: that it is answered also shows that the line stands.
import type { Client } from "graphql-ws";

import { Final } from "./endings.js";

const CURSOR = "query LiveCursor { liveCursor }";

/** Where the log stands now. Throws what the stream would throw, or the signal's reason. */
export function liveCursor(client: Client, signal: AbortSignal): Promise<string> {
  let dispose: () => void = () => undefined;
  const asked = new Promise<string>((resolve, reject) => {
    signal.throwIfAborted();
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    dispose = client.subscribe<{ liveCursor: string }>(
      { query: CURSOR },
      {
        next: ({ data, errors }) => (data ? resolve(data.liveCursor) : reject(errors)),
        error: reject,
        complete: () => reject(new Final("ended")), // after an answer this is not heard any more
      },
    );
  });
  return asked.finally(() => dispose());
}
