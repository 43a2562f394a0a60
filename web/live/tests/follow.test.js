// A screen stays right, whatever happens to its line.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { Line } from "./line.js";
import { Screen, settled } from "./screen.js";

const screens = [];

function begin(line, options) {
  const screen = new Screen(line, options);
  screens.push(screen);
  return screen;
}

afterEach(async () => {
  for (const screen of screens.splice(0)) {
    screen.following.stop();
    await screen.following.stopped;
  }
});

test("the cursor comes first, then the state, then the stream behind that cursor", async () => {
  const line = new Line();
  const screen = begin(line);
  const stream = await line.stream();
  assert.deepEqual(stream.variables, { after: "c0" });
  assert.deepEqual(screen.said, ["load", "live"]);
  stream.event(1);
  stream.event(2);
  assert.deepEqual(await screen.until(2), ["load", "live", 1, 2]);
  assert.equal(screen.following.cursor, "c2");
});

test("after a break the stream goes on behind the last event, and no state is loaded", async () => {
  const line = new Line();
  const screen = begin(line);
  const stream = await line.stream();
  stream.event(1);
  await screen.until(1);
  line.cut();
  const resumed = await line.stream();
  assert.deepEqual(resumed.variables, { after: "c1" });
  resumed.event(2);
  assert.deepEqual(await screen.until(2), ["load", "live", 1, "behind", "live", 2]);
  assert.equal(line.asked, 1);
});

for (const code of [1001, 1006, 1011, 1012, 1013, 4403, 4408, 4500]) {
  test(`a stream goes on after the close code ${code}`, async () => {
    const line = new Line();
    const screen = begin(line);
    (await line.stream()).event(1);
    await screen.until(1);
    line.close(code, "");
    const resumed = await line.stream();
    assert.deepEqual(resumed.variables, { after: "c1" });
    resumed.event(2);
    await screen.until(2);
    assert.deepEqual(screen.applied, [1, 2]);
  });
}

test("a server that is away is tried until it is back", async () => {
  const line = new Line();
  line.accepts = false;
  const screen = begin(line);
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(screen.following.state.name, "connecting");
  line.accepts = true;
  await line.stream();
  assert.deepEqual(await screen.until("live"), ["load", "live"]);
});

test("events wait for one another, and what is sent again is applied once", async () => {
  const line = new Line();
  const slow = (screen) => ({
    apply: async (change) => {
      await new Promise((resolve) => setTimeout(resolve, change.position === 1 ? 20 : 0));
      screen.say(change.position);
    },
  });
  const screen = begin(line, { follow: slow });
  const stream = await line.stream();
  [1, 2, 3].forEach((position) => stream.event(position));
  line.cut(); // while 1 is being applied, so that the server sends all of them again
  const resumed = await line.stream();
  assert.deepEqual(resumed.variables, { after: "c0" });
  [1, 2, 3, 4].forEach((position) => resumed.event(position));
  await screen.until(4);
  assert.deepEqual(screen.applied, [1, 2, 3, 4]);
});

test("where nothing can be replayed, the state is loaded and the stream goes on behind the cursor given", async () => {
  const line = new Line();
  const screen = begin(line);
  const stream = await line.stream();
  stream.event(8);
  stream.snapshot("other-3");
  const resumed = await line.stream();
  assert.deepEqual(resumed.variables, { after: "other-3" });
  assert.ok(stream.left);
  resumed.event(4); // the other log counts from elsewhere
  assert.deepEqual(await screen.until(4), ["load", "live", 8, "behind", "load", "live", 4]);
});

test("a state that cannot be loaded is tried again, and no event is lost meanwhile", async () => {
  const line = new Line();
  let failing = 2;
  const failingTwice = (screen) => ({
    load: () => {
      if (failing-- > 0) throw new Error("502");
      screen.say("load");
    },
  });
  const screen = begin(line, { follow: failingTwice });
  const stream = await line.stream();
  assert.deepEqual(stream.variables, { after: "c0" });
  assert.deepEqual(screen.said, ["connecting", "load", "live"]); // connecting: now with a problem to tell
  assert.equal(line.asked, 1);
});

test("a kept cursor is gone on behind, with nothing loaded", async () => {
  const line = new Line();
  const screen = begin(line, { follow: () => ({ after: "c41" }) });
  const stream = await line.stream();
  assert.deepEqual(stream.variables, { after: "c41" });
  stream.event(42);
  assert.deepEqual(await screen.until(42), ["live", 42]);
});

test("variables that are a function are asked anew for each subscribing", async () => {
  const line = new Line();
  const shown = ["a"];
  begin(line, { follow: () => ({ variables: () => ({ watching: shown }) }) });
  assert.deepEqual((await line.stream()).variables, { watching: ["a"], after: "c0" });
  shown.push("b");
  line.cut();
  assert.deepEqual((await line.stream()).variables, { watching: ["a", "b"], after: "c0" });
});

test("a screen that cannot keep up lets the stream go, and resumes it when everything is applied", async () => {
  const line = new Line();
  let release;
  const held = new Promise((resolve) => (release = resolve));
  const stuck = (screen) => ({ apply: (change) => held.then(() => screen.say(change.position)) });
  const screen = begin(line, { follow: stuck });
  const stream = await line.stream();
  for (let position = 1; position <= 1005; position += 1) stream.event(position);
  await screen.until("behind");
  await settled();
  assert.ok(stream.left);
  release();
  const resumed = await line.stream();
  const { after } = resumed.variables;
  assert.match(after, /^c100[01]$/); // the one being applied may have left its place to another
  for (let position = Number(after.slice(1)) + 1; position <= 1006; position += 1) resumed.event(position);
  await screen.until(1006);
  assert.deepEqual(screen.applied, Array.from({ length: 1006 }, (_, index) => index + 1));
});

test("an echo of one's own is not applied, and what comes behind it is", async () => {
  const line = new Line();
  const screen = begin(line);
  const stream = await line.stream();
  screen.following.seen("r1", 7);
  screen.following.seen("r1", 6); // an answer that came late
  const event = (position, id, version) => stream.event(position, { request: { id }, event: { version } });
  event(1, "r1", 6);
  event(2, "r1", 7);
  event(3, "r2", 7);
  event(4, "r1", 8);
  stream.event(5, { request: null, event: { version: 1 } });
  await screen.until(5);
  assert.deepEqual(screen.applied, [3, 4, 5]);
});

test("the cursor moves on over an echo", async () => {
  const line = new Line();
  const screen = begin(line);
  const stream = await line.stream();
  screen.following.seen("r1", 7);
  stream.event(1, { request: { id: "r1" }, event: { version: 7 } });
  await settled();
  assert.equal(screen.following.cursor, "c1");
});

test("an event that cannot be read makes the state be loaded from a new cursor", async () => {
  const line = new Line();
  const screen = begin(line);
  const stream = await line.stream();
  stream.event(1);
  await screen.until(1);
  line.cursor = "c2";
  stream.next({ data: null, errors: [{ message: "서버에 문제", extensions: { code: "INTERNAL" } }] });
  const resumed = await line.stream();
  assert.deepEqual(resumed.variables, { after: "c2" });
  resumed.event(3);
  assert.deepEqual(await screen.until(3), ["load", "live", 1, "behind", "load", "live", 3]);
});

test("an event that can be read in part is applied, with what is missing", async () => {
  const line = new Line();
  const errors = [{ message: "서버에 문제", extensions: { code: "INTERNAL" } }];
  const telling = (screen) => ({ apply: (change, missing) => screen.say([change.position, missing]) });
  const screen = begin(line, { follow: telling });
  (await line.stream()).next({ data: { boardEvents: { cursor: "c1", position: 1, request: null } }, errors });
  await settled();
  assert.deepEqual(screen.said, ["load", "live", [1, errors]]);
});

test("a mistake of the server ends a stream for a moment, and after the third the state is loaded", async () => {
  const line = new Line();
  const screen = begin(line);
  for (let time = 0; time < 4; time += 1) (await line.stream()).error("INTERNAL");
  line.cursor = "c9";
  assert.deepEqual((await line.stream()).variables, { after: "c9" });
  assert.deepEqual(screen.said.filter((word) => word === "load").length, 2);
});
