import { describe, expect, it } from "vitest";

import type { King, KingMonth, MonthPage } from "./documents";
import { changed, extended, loaded, moved, news, NONE, rewarded } from "./months";

const king = (id: string, more: Partial<King> = {}) => ({ id, incentive: null, version: 1, ...more }) as King;
const month = (number: number, more: Partial<KingMonth> = {}) =>
  ({ id: `m${number}`, year: 2026, month: number, kings: [], version: 1, ...more }) as KingMonth;
const page = (nodes: KingMonth[], endCursor: string | null = null): MonthPage => ({
  nodes,
  pageInfo: { hasNextPage: endCursor !== null, endCursor },
});
const ids = ({ months }: { months: readonly KingMonth[] }) => months.map(({ id }) => id);

describe("the months of kings", () => {
  it("keep what was loaded behind when the newest are read again", () => {
    const known = extended(loaded(NONE, page([month(9), month(8)], "b")), page([month(7)]));
    const again = loaded(known, page([month(10), month(9)], "x"));
    expect(ids(again)).toEqual(["m10", "m9", "m8", "m7"]);
    expect(again.next).toBeNull();
  });

  it("let the newer version of a month win", () => {
    const known = loaded(NONE, page([month(9, { version: 5, state: "CLOSED" })]));
    expect(changed(known, month(9, { version: 4, state: "UNDECIDED" })).months[0]?.state).toBe("CLOSED");
  });

  it("show what a king was given", () => {
    const known = loaded(NONE, page([month(9, { kings: [king("a"), king("b")] })]));
    const after = rewarded(known, king("b", { incentive: "상품권", version: 2 }));
    expect(after.months[0]?.kings.map(({ incentive }) => incentive)).toEqual([null, "상품권"]);
  });

  it("tell of new kings once", () => {
    const before = loaded(NONE, page([month(9, { kings: [king("a")] })]));
    const after = loaded(before, page([month(10, { kings: [king("b")] }), month(9, { kings: [king("a")] })]));
    expect(news(before, after)?.id).toBe("m10");
    expect(news(after, after)).toBeUndefined();
    expect(news(NONE, after)?.id).toBe("m10");
  });

  it("tell of kings that were chosen after a tie", () => {
    const before = loaded(NONE, page([month(9, { state: "UNDECIDED" })]));
    expect(news(before, changed(before, month(9, { kings: [king("a")], version: 2 })))?.id).toBe("m9");
  });

  it("move one of the tied", () => {
    expect(moved(["a", "b", "c"], 2, -1)).toEqual(["a", "c", "b"]);
    expect(moved(["a", "b", "c"], 0, 1)).toEqual(["b", "a", "c"]);
  });
});
