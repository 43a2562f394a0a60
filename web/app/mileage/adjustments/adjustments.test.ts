import { describe, expect, it } from "vitest";

import { canConfirm, changed, extended, loaded, NONE, pointsIn, type Known } from "./adjustments";
import type { Adjustment, AdjustmentPage } from "./documents";

const one = (day: number, more: Partial<Adjustment> = {}) =>
  ({ id: `a${day}`, proposedAt: `2026-07-0${day}T00:00:00Z`, state: "PROPOSED", version: 1, ...more }) as Adjustment;
const page = (days: number[], endCursor: string | null = null): AdjustmentPage => ({
  totalCount: days.length,
  nodes: days.map((day) => one(day)),
  pageInfo: { hasNextPage: endCursor !== null, endCursor },
});
const told = ({ adjustments }: Known) => adjustments.map(({ id, state }) => `${id} ${state}`);

describe("adjustments in a list", () => {
  it("come newest first, and stay when the newest are read again", () => {
    const known = extended(loaded(NONE, page([5, 4], "x")), page([3]));
    const again = loaded(known, page([6, 5], "y"));
    expect(told(again)).toEqual(["a6 PROPOSED", "a5 PROPOSED", "a4 PROPOSED", "a3 PROPOSED"]);
    expect(again.next).toBeNull();
  });

  it("show the newer version", () => {
    const decided = changed(loaded(NONE, page([5])), one(5, { state: "CONFIRMED", version: 2 }));
    expect(told(changed(decided, one(5)))).toEqual(["a5 CONFIRMED"]);
  });

  it("are confirmed by who has neither proposed nor receives them", () => {
    const proposed = one(5, { employee: { id: "e", number: "", name: "" }, proposedBy: { id: "p", number: "", name: "" } });
    expect(["e", "p", undefined, "x"].map((id) => canConfirm(proposed, id))).toEqual([false, false, false, true]);
  });
});

describe("points as they are written", () => {
  it("are numbers of two decimals, with or without a sign", () => {
    expect([" 5 ", "+2.5", "-0.01", "−3", "10000"].map(pointsIn)).toEqual(["5", "2.5", "-0.01", "-3", "10000"]);
  });

  it("are nothing else", () => {
    for (const text of ["", "0", "0.00", "1.234", "10000.01", "많이", "1,000", "--1"]) expect(pointsIn(text)).toBeNull();
  });
});
