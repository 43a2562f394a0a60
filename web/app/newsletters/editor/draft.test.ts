import { describe, expect, it } from "vitest";

import { missing, numberIn, type Content } from "./content";
import { begun, clashes, isDirty, met, resolved, reverted, saved, written, type Base } from "./draft";

const TEXT: Content = { heading: "심야 버스", body: "다닙니다.", issuedOn: "2014-07-01", number: "7", audience: "CITIZEN" };
const base = (version: number, change: Partial<Content> = {}): Base => ({ id: "i", version, content: { ...TEXT, ...change } });
const opened = () => begun("k", TEXT, base(1));

describe("a draft", () => {
  it("has something to save as soon as anything differs from what is kept", () => {
    expect(isDirty(opened())).toBe(false);
    const draft = written(opened(), { heading: "낮 버스" });
    expect([isDirty(draft), isDirty(reverted(draft))]).toEqual([true, false]);
    expect(isDirty(begun("k", TEXT))).toBe(false);
  });

  it("takes the server's tidier words for its own, but keeps what was written while it was being saved", () => {
    const sent = { ...TEXT, heading: "낮  버스 ", number: "" };
    const draft = written(begun("k", TEXT), sent);
    const kept = base(1, { heading: "낮 버스", number: "8" });
    expect(saved(draft, sent, kept).content).toEqual(kept.content);
    const later = saved(written(draft, { body: "더 다닙니다." }), sent, kept);
    expect([later.content.body, later.content.heading, isDirty(later)]).toEqual(["더 다닙니다.", "낮 버스", true]);
  });

  it("stays to be saved where the server had an older text under the same UUID", () => {
    const draft = written(begun("k", TEXT), { body: "새 글" });
    const after = saved(draft, draft.content, base(1));
    expect([after.content.body, isDirty(after)]).toEqual(["새 글", true]);
  });
});

describe("a colleague who was faster", () => {
  it("is followed where nothing was changed here, and it is told", () => {
    const draft = met(written(opened(), { body: "내 글" }), base(2, { heading: "동료의 제목" }));
    expect(draft.content).toEqual({ ...TEXT, heading: "동료의 제목", body: "내 글" });
    expect([draft.theirs, draft.taken, draft.base?.version]).toEqual([null, ["heading"], 2]);
  });

  it("stands beside what is here where both have changed it", () => {
    const draft = met(written(opened(), { body: "내 글", issuedOn: "2014-07-02" }), base(2, { body: "동료의 글", heading: "동료의 제목" }));
    expect(draft.content.body).toBe("내 글");
    expect(draft.theirs && clashes(draft, draft.theirs)).toEqual(["body"]);
    expect(resolved(draft, "mine").content).toEqual({ ...TEXT, heading: "동료의 제목", body: "내 글", issuedOn: "2014-07-02" });
    expect(resolved(draft, "theirs").content).toEqual({ ...TEXT, heading: "동료의 제목", body: "동료의 글", issuedOn: "2014-07-02" });
    expect(isDirty(resolved(draft, "theirs"))).toBe(true);
  });

  it("is no matter who has written the same, or whose news is old", () => {
    const same = met(written(opened(), { heading: "낮 버스" }), base(2, { heading: "낮  버스" }));
    expect([same.theirs, same.taken]).toEqual([null, []]);
    const draft = written(opened(), { body: "내 글" });
    expect(met(draft, base(1, { body: "옛 글" }))).toBe(draft);
  });
});

describe("what is written", () => {
  it("needs a heading, a text and a day", () => {
    expect(missing({ ...TEXT, heading: " ", body: "\n", issuedOn: "" })).toEqual(["heading", "body", "issuedOn"]);
  });

  it("has a number, or the next one", () => {
    expect(["7", " 12 ", "", "-1", "일곱"].map((number) => numberIn({ ...TEXT, number }))).toEqual([7, 12, undefined, null, null]);
  });
});
