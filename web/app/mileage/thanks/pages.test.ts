import { describe, expect, it } from "vitest";

import type { Thanks, ThanksPage } from "./documents";
import { added, extended, loaded, NONE, type Known } from "./pages";

const one = (day: number) => ({ id: `t${day}`, givenAt: `2026-07-0${day}T00:00:00Z` }) as Thanks;
const page = (days: number[], totalCount: number, endCursor: string | null = null): ThanksPage => ({
  totalCount,
  nodes: days.map(one),
  pageInfo: { hasNextPage: endCursor !== null, endCursor },
});
const told = ({ thanks, next, total }: Known) => [thanks.map(({ id }) => id), next, total];

describe("thanks in a list", () => {
  const first = loaded(NONE, page([5, 4], 3, "x"));

  it("come page after page", () => {
    expect(told(first)).toEqual([["t5", "t4"], "x", 3]);
    expect(told(extended(first, page([3], 3)))).toEqual([["t5", "t4", "t3"], null, 3]);
  });

  it("keep what was loaded behind when the newest are read again", () => {
    const all = extended(first, page([3], 3));
    expect(told(loaded(all, page([6, 5], 4, "y")))).toEqual([["t6", "t5", "t4", "t3"], null, 4]);
  });

  it("gain what was just given, once", () => {
    const after = added(first, one(6));
    expect(told(after)).toEqual([["t6", "t5", "t4"], "x", 4]);
    expect(added(after, one(6))).toBe(after);
  });
});
