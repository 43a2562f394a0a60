import { describe, expect, it } from "vitest";

import { BLANK, type Content } from "./content";
import { begun, isDirty, isWaiting, opened, resolved, settled, written, type Draft, type Saved } from "./draft";

const CONTENT: Content = { ...BLANK, title: "심야 버스", project: "올빼미", body: "함께" };
const saved = (change: Partial<Content> = {}, version = 1): Saved => ({ id: "R", version, content: { ...CONTENT, ...change } });
const clean: Draft = { ...begun("k", CONTENT), saved: saved() };
const dirty = written(clean, { title: "낮 버스" });

describe("a draft waits for the server", () => {
  it("only with all that the server needs", () => {
    expect(isWaiting(begun("k"))).toBe(false);
    expect(isWaiting(begun("k", { ...CONTENT, body: "" }))).toBe(false);
    expect(isWaiting(begun("k", CONTENT))).toBe(true);
  });

  it("only while it differs from what is there", () => {
    expect([isWaiting(clean), isWaiting(dirty), isWaiting(written(dirty, { title: "심야 버스" }))]).toEqual([false, true, false]);
  });

  it("not after a refusal, until something is changed", () => {
    const refused = settled(dirty, { kind: "refused", problems: { dueOn: "지났습니다", title: "깁니다" }, saved: dirty.saved });
    expect([refused.standing, isWaiting(refused)]).toEqual(["refused", false]);
    const again = written(refused, { dueOn: "2030-01-01" });
    expect([again.problems, again.standing, isWaiting(again)]).toEqual([{ title: "깁니다" }, "resting", true]);
  });

  it("on while what was written in the meantime is not there", () => {
    const sent = written(dirty, { body: "더 함께" });
    const after = settled(sent, { kind: "saved", saved: { ...saved({ title: "낮 버스" }), version: 2 } });
    expect([after.saved?.version, isDirty(after), after.content.body]).toEqual([2, true, "더 함께"]);
  });
});

describe("a draft that was changed in two places", () => {
  const theirs = saved({ title: "밤 버스" }, 5);
  const met = settled(dirty, { kind: "stale", theirs });

  it("waits for a decision", () => {
    expect([met.theirs, met.content.title, isWaiting(met)]).toEqual([theirs, "낮 버스", false]);
  });

  it("goes over what is there", () => {
    const mine = resolved(met, "mine");
    expect([mine.content.title, mine.saved, mine.theirs, isWaiting(mine)]).toEqual(["낮 버스", theirs, null, true]);
  });

  it("gives way to what is there", () => {
    const other = resolved(met, "theirs");
    expect([other.content.title, other.saved, isDirty(other)]).toEqual(["밤 버스", theirs, false]);
  });

  it("is none where only the answer was lost", () => {
    const echo = settled(dirty, { kind: "stale", theirs: saved({ title: " 낮  버스" }, 2) });
    expect([echo.theirs, echo.saved?.version, isDirty(echo)]).toEqual([null, 2, false]);
  });
});

describe("a draft that is opened again", () => {
  it("is the server's, if nothing was left to save", () => {
    expect(opened(clean, saved({ title: "밤 버스" }, 4)).content.title).toBe("밤 버스");
    expect(opened(begun("R"), saved()).content).toEqual(CONTENT);
  });

  it("keeps what was not saved yet", () => {
    const again = opened(dirty, saved());
    expect([again.content.title, again.theirs, isWaiting(again)]).toEqual(["낮 버스", null, true]);
  });

  it("goes on where the page was left before the server had answered", () => {
    const left = { ...written(dirty, { body: "더 함께" }), underway: dirty.content };
    const again = opened(left, saved({ title: "낮 버스" }, 2));
    expect([again.theirs, again.saved?.version, again.content.body, isWaiting(again)]).toEqual([null, 2, "더 함께", true]);
  });

  it("asks which of the two, if both have gone on", () => {
    expect(opened(dirty, saved({ title: "밤 버스" }, 2)).theirs?.version).toBe(2);
  });
});
