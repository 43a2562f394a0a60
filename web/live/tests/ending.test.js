// What ends the following for good, and that the page is told why.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Line } from "./line.js";
import { Screen, settled } from "./screen.js";

test("whoever is not signed in is told so, and nothing is tried again", async () => {
  const line = new Line();
  line.cursor = [{ message: "직원 로그인이 필요합니다.", extensions: { code: "NOT_SIGNED_IN" } }];
  const screen = new Screen(line);
  const { reason, problem } = await screen.following.stopped;
  assert.deepEqual([reason, problem], ["signed-out", line.cursor]);
  assert.deepEqual(screen.said, ["stopped"]);
  assert.equal(line.asked, 1);
});

test("a session that ends while the stream is open is told", async () => {
  const line = new Line();
  const screen = new Screen(line);
  (await line.stream()).error("NOT_SIGNED_IN");
  assert.equal((await screen.following.stopped).reason, "signed-out");
  assert.deepEqual(screen.said, ["load", "live", "behind", "stopped"]);
});

for (const code of ["NOT_FOUND", "FORBIDDEN", "INVALID", "GRAPHQL_VALIDATION_FAILED", "LIMIT_EXCEEDED"]) {
  test(`a document refused with ${code} is not sent again`, async () => {
    const line = new Line();
    const screen = new Screen(line);
    (await line.stream()).error(code);
    assert.equal((await screen.following.stopped).reason, "refused");
    assert.equal(line.opened.length, 1);
  });
}

for (const code of [4400, 4401, 4406, 4409, 4429, 1009]) {
  test(`the close code ${code} is final`, async () => {
    const line = new Line();
    const screen = new Screen(line);
    await line.stream();
    line.close(code, "no");
    const { reason, problem } = await screen.following.stopped;
    assert.deepEqual([reason, problem.code], ["refused", code]);
    assert.equal(line.opened.length, 1);
  });
}

test("a token that ran out is replaced once; a server that still says no is believed", async () => {
  const line = new Line();
  let tokens = 0;
  const screen = new Screen(line, { client: { connectionParams: () => ({ token: (tokens += 1) }) } });
  await line.stream();
  line.acknowledges = false;
  line.close(4403, "Session expired");
  const { reason, problem } = await screen.following.stopped;
  assert.deepEqual([reason, problem.code, tokens], ["signed-out", 4403, 2]);
});

test("each session may end, as long as the next one is let in", async () => {
  const line = new Line();
  const screen = new Screen(line);
  for (const session of [1, 2, 3]) {
    (await line.stream()).event(session);
    await screen.until(session);
    line.close(4403, "Session expired");
  }
  await line.stream();
  assert.deepEqual([screen.applied, screen.following.state.name], [[1, 2, 3], "live"]);
  screen.following.stop();
  await screen.following.stopped;
});

test("an apply that throws stops everything behind it", async () => {
  const line = new Line();
  const mistake = new Error("a mistake of the page");
  const failing = (screen) => ({
    apply: ({ position }) => {
      if (position === 2) throw mistake;
      screen.say(position);
    },
  });
  const screen = new Screen(line, { follow: failing });
  const stream = await line.stream();
  [1, 2, 3].forEach((position) => stream.event(position));
  const { reason, problem } = await screen.following.stopped;
  assert.deepEqual([reason, problem, screen.applied], ["failed", mistake, [1]]);
  assert.equal(screen.following.cursor, "c1");
});

test("a document that selects no position is told at the first event", async () => {
  const line = new Line();
  const screen = new Screen(line);
  (await line.stream()).next({ data: { boardEvents: { cursor: "c1", request: { id: "r1" } } } });
  const { reason, problem } = await screen.following.stopped;
  assert.equal(reason, "refused");
  assert.match(problem.message, /must select `cursor` and `position`/);
});

test("a document that selects nothing of SnapshotRequired is told when one comes", async () => {
  const line = new Line();
  const screen = new Screen(line);
  (await line.stream()).next({ data: { boardEvents: {} } });
  assert.equal((await screen.following.stopped).reason, "refused");
});

test("a completed stream is told", async () => {
  const line = new Line();
  const screen = new Screen(line);
  (await line.stream()).complete();
  assert.equal((await screen.following.stopped).reason, "ended");
});

test("stop leaves the stream, and what waits is not applied", async () => {
  const line = new Line();
  const screen = new Screen(line);
  const stream = await line.stream();
  stream.event(1);
  await screen.until(1);
  stream.event(2);
  screen.following.stop();
  assert.equal((await screen.following.stopped).reason, "stopped");
  await settled();
  assert.deepEqual(screen.applied, [1]);
  assert.ok(stream.left);
});

test("stop waits neither for a server that is away, nor for a state, nor for a pause", async () => {
  const away = new Line();
  away.accepts = false;
  const never = () => new Promise(() => undefined);
  const dead = new Screen(away);
  const loading = new Screen(new Line(), { follow: () => ({ load: never }) });
  const pausing = new Screen(new Line(), {
    follow: () => ({ load: () => Promise.reject(new Error("502")), pause: () => 1e9 }),
  });
  await new Promise((resolve) => setTimeout(resolve, 10));
  for (const { following } of [dead, loading, pausing]) following.stop();
  const stopped = await Promise.all([dead, loading, pausing].map(({ following }) => following.stopped));
  assert.deepEqual(stopped, Array(3).fill({ name: "stopped", reason: "stopped" }));
});
