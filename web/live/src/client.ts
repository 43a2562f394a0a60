// The graphql-ws client that live screens need: it comes back for ever, and notices a line that died in silence.
import { createClient, type Client, type ClientOptions } from "graphql-ws";

import { codeOf, FORBIDDEN } from "./endings.js";
import { pause, sleep } from "./pauses.js";

const PING = 12_000; // milliseconds between our pings
const PONG = 10_000; // and for an answer

/**
 * One a page; all its streams share one socket. `options` are those of graphql-ws and go before ours.
 *
 * Programs that sign in by a token pass `connectionParams` as a function, which is asked anew for each connection.
 */
export function liveClient(url: string, options: Omit<ClientOptions, "url"> = {}): Client {
  const client = createClient({
    lazy: true,
    lazyCloseTimeout: 5_000, // the line is kept while a state is loaded
    keepAlive: PING,
    connectionAckWaitTimeout: PONG,
    retryAttempts: Infinity,
    retryWait: (tries) => sleep(pause(tries)),
    shouldRetry: (problem) => codeOf(problem) !== FORBIDDEN, // the default gives up when a server is restarted
    ...options,
    url,
  });
  dropWhenSilent(client);
  dropWithoutNetwork(client);
  return client;
}

function dropWhenSilent(client: Client): void {
  let overdue: ReturnType<typeof setTimeout> | undefined;
  client.on("ping", (received) => {
    if (!received) overdue = setTimeout(() => client.terminate(), PONG);
  });
  client.on("pong", (received) => {
    if (received) clearTimeout(overdue);
  });
  client.on("closed", () => clearTimeout(overdue));
}

/** The browser knows at once; the pings would take half a minute, and what they wait for is shown as live. */
function dropWithoutNetwork(client: Client): void {
  globalThis.addEventListener?.("offline", () => client.terminate());
}
