import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { BLANK, type Content } from "./content";
import { begun, type Draft, type Outcome, type Saved } from "./draft";
import { editor, type Door } from "./editor";

const CONTENT: Content = { ...BLANK, title: "심야 버스", project: "올빼미", body: "함께" };

/** A server that answers when it is told to, and what was kept and dropped here. */
function stage() {
  const asked: { content: Content; saved: Saved | null; answer(outcome: Outcome): void }[] = [];
  const kept: (Draft | null)[] = [];
  const published: Saved[] = [];
  const door: Door = {
    put: (_, content, saved) => new Promise((answer) => asked.push({ content, saved, answer })),
    publish: async (saved) => {
      published.push(saved);
      return { kind: "ended", ending: { kind: "sent", key: "협업-2014-0001" } };
    },
    discard: async () => ({ kind: "ended", ending: { kind: "discarded" } }),
    keep: (draft) => kept.push(draft),
    drop: () => kept.push(null),
  };
  const accept = async (version: number) => {
    const { content, answer } = asked.at(-1)!;
    answer({ kind: "saved", saved: { id: "R", version, content } });
    await vi.advanceTimersByTimeAsync(0);
  };
  return { asked, kept, published, door, accept };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("an editor", () => {
  it("keeps every word here at once, and sends them after a rest", async () => {
    const { asked, kept, door, accept } = stage();
    const edited = editor(begun("k"), door);
    edited.write({ title: "심야" });
    expect(kept.at(-1)?.content.title).toBe("심야");
    await vi.advanceTimersByTimeAsync(5_000);
    expect(asked).toEqual([]); // not enough for the server
    edited.write(CONTENT);
    await vi.advanceTimersByTimeAsync(999);
    expect(asked.length).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    expect([asked.length, asked[0]?.saved]).toEqual([1, null]);
    await accept(1);
    expect([edited.draft().saved?.version, edited.draft().standing]).toEqual([1, "resting"]);
  });

  it("saves one after the other, on top of the last", async () => {
    const { asked, door, accept } = stage();
    const edited = editor(begun("k", CONTENT), door);
    void edited.save();
    edited.write({ body: "더 함께" });
    await vi.advanceTimersByTimeAsync(3_000);
    expect(asked.length).toBe(1);
    await accept(1);
    expect([asked.length, asked[1]?.saved?.version, asked[1]?.content.body]).toEqual([2, 1, "더 함께"]);
  });

  it("tries again by itself when the server could not be reached", async () => {
    const { asked, door } = stage();
    const edited = editor(begun("k", CONTENT), door);
    void edited.save();
    asked[0]?.answer({ kind: "unreachable", saved: null });
    await vi.advanceTimersByTimeAsync(0);
    expect(edited.draft().standing).toBe("unreachable");
    await vi.advanceTimersByTimeAsync(5_000);
    expect(asked.length).toBe(2);
  });

  it("sends what is saved to the last word, and forgets it here", async () => {
    const { published, kept, door, accept } = stage();
    const edited = editor(begun("k", CONTENT), door);
    const sending = edited.send("꼭");
    await vi.advanceTimersByTimeAsync(0);
    expect(published).toEqual([]);
    await accept(1);
    await sending;
    expect(published.map(({ version }) => version)).toEqual([1]);
    expect([edited.draft().ending, kept.at(-1)]).toEqual([{ kind: "sent", key: "협업-2014-0001" }, null]);
  });

  it("sends nothing that lacks something, that was refused, or that waits for a decision", async () => {
    const { asked, published, door } = stage();
    const edited = editor(begun("k", { ...CONTENT, body: "" }), door);
    await edited.send("꼭");
    expect([edited.draft().problems, asked.length]).toEqual([{ body: "꼭" }, 0]);
    edited.write({ body: "함께" });
    const sending = edited.send("꼭");
    await vi.advanceTimersByTimeAsync(0);
    asked[0]?.answer({ kind: "refused", problems: { dueOn: "지났습니다" }, saved: null });
    await sending;
    expect([edited.draft().problems, published]).toEqual([{ dueOn: "지났습니다" }, []]);
  });

  it("saves when it is left, and not after it was thrown away", async () => {
    const { asked, kept, door } = stage();
    const edited = editor(begun("k", CONTENT), door);
    edited.stop();
    expect(asked.length).toBe(1);
    const other = editor(begun("k", CONTENT), door);
    await other.discard();
    other.stop();
    await vi.advanceTimersByTimeAsync(10_000);
    expect([asked.length, kept.at(-1)]).toEqual([1, null]);
  });
});
