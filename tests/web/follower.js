// A page without a screen: says in a line of JSON each what it loads, applies and is.
import { setTimeout as moment } from "node:timers/promises";

import { follow, liveClient } from "madang-live";

const { LIVE_URL, LIVE_TOKEN, LIVE_ID, LIVE_AFTER } = process.env;
const STATE = "query State($id: ID!) { request(id: $id) { version } }";
const EVENTS = `subscription Events($id: ID!, $after: String) {
  requestEvents(id: $id, after: $after) {
    __typename
    ... on RequestChange { cursor position event { version } request { id version } }
    ... on SnapshotRequired { cursor }
  }
}`;

const say = (what) => process.stdout.write(`${JSON.stringify(what)}\n`);
const variables = { id: LIVE_ID };
const quickly = () => moment(20);
const client = liveClient(LIVE_URL, {
  connectionParams: () => ({ authorization: `Bearer ${LIVE_TOKEN}` }),
  retryWait: quickly,
});

async function load() {
  for await (const { data, errors } of client.iterate({ query: STATE, variables })) {
    if (errors) throw errors;
    return say({ loaded: data.request.version });
  }
}

async function apply({ cursor, position, event, request }) {
  await moment(Math.random() * 5); // slower than some of what follows
  say({ applied: event.version, position, cursor, request: request.version });
}

const following = follow({
  client,
  document: EVENTS,
  variables,
  load,
  apply,
  onState: ({ name }) => say({ state: name }),
  pause: () => 20,
  ...(LIVE_AFTER && { after: LIVE_AFTER }),
});
const { reason } = await following.stopped;
say({ reason });
await client.dispose();
