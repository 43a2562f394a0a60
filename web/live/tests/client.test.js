// The client comes back after what graphql-ws would take for the end, and does not trust silence.
import assert from "node:assert/strict";
import { test } from "node:test";

import { follow, merge, without } from "../dist/index.js";
import { pause, sleep } from "../dist/pauses.js";
import { DOCUMENT, Line } from "./line.js";
import { settled } from "./screen.js";

test("a line on which pings are not answered is left", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const line = new Line();
  const client = line.client();
  const closed = new Promise((resolve) => client.on("closed", resolve));
  const sink = { next() {}, error() {} };
  const done = new Promise((complete) => client.subscribe({ query: DOCUMENT }, { ...sink, complete }));
  await line.stream();
  line.hear = () => undefined; // half open: nobody is there any more
  context.mock.timers.tick(12_000);
  context.mock.timers.tick(10_000);
  assert.equal((await closed).code, 4499);
  line.hear = Line.prototype.hear;
  await line.stream(); // and taken up again
  await client.dispose();
  await done;
});

test("a line is left when the browser says that there is no network", async (context) => {
  const network = networked(context);
  const line = new Line();
  const client = line.client();
  const closed = new Promise((resolve) => client.on("closed", resolve));
  const sink = { next() {}, error() {} };
  const done = new Promise((complete) => client.subscribe({ query: DOCUMENT }, { ...sink, complete }));
  await line.stream();
  network.dispatchEvent(new Event("offline"));
  assert.equal((await closed).code, 4499);
  await line.stream(); // and taken up again
  await client.dispose();
  await done;
});

test("a network that comes back ends a long pause, yet not at the same moment for all", async (context) => {
  const network = networked(context);
  context.mock.timers.enable({ apis: ["setTimeout"] });
  let slept = false;
  const sleeping = sleep(20_000).then(() => (slept = true));
  network.dispatchEvent(new Event("online"));
  context.mock.timers.tick(249);
  await new Promise(setImmediate);
  assert.equal(slept, false);
  context.mock.timers.tick(251);
  await sleeping;
});

/** What a page has and Node.js has not: the events of the browser's network. */
function networked(context) {
  const network = new EventTarget();
  for (const name of ["addEventListener", "removeEventListener"]) {
    globalThis[name] = network[name].bind(network);
    context.after(() => delete globalThis[name]);
  }
  return network;
}

test("two streams share a socket and each keeps its own cursor", async () => {
  const line = new Line();
  const client = line.client();
  const options = { client, document: DOCUMENT, load: () => undefined, apply: () => undefined, pause: () => 0 };
  const followings = [follow(options), follow({ ...options, after: "c7" })];
  const streams = [await line.stream(), await line.stream()];
  assert.deepEqual(streams.map(({ variables }) => variables.after).sort(), ["c0", "c7"]);
  assert.equal(line.sockets.length, 1);
  streams.find(({ variables }) => variables.after === "c0").event(3);
  await settled();
  line.cut();
  const resumed = [await line.stream(), await line.stream()];
  assert.deepEqual(resumed.map(({ variables }) => variables.after).sort(), ["c3", "c7"]);
  followings.forEach((following) => following.stop());
  await Promise.all(followings.map(({ stopped }) => stopped));
});

test("pauses double up to twenty seconds, and half of each is chance", () => {
  for (const [tries, most] of [[0, 500], [1, 1_000], [5, 16_000], [6, 20_000], [5_000, 20_000]]) {
    const drawn = Array.from({ length: 200 }, () => pause(tries));
    assert.ok(drawn.every((milliseconds) => milliseconds >= most / 2 && milliseconds <= most));
    assert.ok(new Set(drawn).size > 100);
  }
});

test("an item replaces what is as old or older, stands first if it is new, and is left out if it is older", () => {
  const [first, second] = [{ id: "a", version: 3, title: "가" }, { id: "b", version: 5, title: "나" }];
  const held = [first, second];
  const newer = { id: "b", version: 6, title: "다" };
  const same = { id: "b", version: 5, title: "라" };
  const fresh = { id: "c", version: 1, title: "마" };
  assert.deepEqual(merge(held, newer), [first, newer]);
  assert.deepEqual(merge(held, same), [first, same]);
  assert.deepEqual(merge(held, fresh), [fresh, first, second]);
  assert.equal(merge(held, { id: "b", version: 4, title: "바" }), held);
  assert.deepEqual(held, [first, second]);
});

test("an item is taken out by its id, and the list stays the same if it was not there", () => {
  const held = [{ id: "a", version: 3 }, { id: "b", version: 5 }];
  assert.deepEqual(without(held, "a"), [{ id: "b", version: 5 }]);
  assert.equal(without(held, "c"), held);
});
