import { describe, expect, it } from "vitest";

import { covers, keyOf, KINDS, monthsUpTo, neighbour, periodIn, periodText, present } from "./periods";

const NOW = Date.parse("2026-06-30T16:00:00Z"); // the first of July in Seoul

describe("a period of the leaderboard", () => {
  it("is the present one of its kind, in Seoul", () => {
    expect(KINDS.map((kind) => keyOf(present(kind, NOW)))).toEqual(["2026-07", "2026-H2", "2026", "ALL"]);
  });

  it("is read from the address as it is written there", () => {
    for (const text of ["2025-12", "2025-H1", "2025", "ALL"]) expect(keyOf(periodIn(text, NOW))).toBe(text);
    for (const text of [null, "", "2025-13", "2025-H3", "1999", "x"]) expect(keyOf(periodIn(text, NOW))).toBe("2026-07");
  });

  it("leads to the one before and after, not into the future, not before the first year", () => {
    const step = (text: string, by: -1 | 1) => {
      const found = neighbour(periodIn(text, NOW), by, NOW);
      return found && keyOf(found);
    };
    expect(step("2026-01", -1)).toBe("2025-12");
    expect(step("2025-12", 1)).toBe("2026-01");
    expect(step("2026-H1", -1)).toBe("2025-H2");
    expect(step("2025", 1)).toBe("2026");
    expect([step("2026-07", 1), step("2026-H2", 1), step("2026", 1), step("2014-01", -1), step("ALL", -1)]).toEqual([null, null, null, null, null]);
  });

  it("covers its months", () => {
    const covering = (month: string) => ["2026-07", "2026-H2", "2026", "ALL"].filter((text) => covers(periodIn(text, NOW), month));
    expect(covering("2026-07")).toEqual(["2026-07", "2026-H2", "2026", "ALL"]);
    expect(covering("2026-12")).toEqual(["2026-H2", "2026", "ALL"]);
    expect(covering("2026-06")).toEqual(["2026", "ALL"]);
    expect(covering("2025-07")).toEqual(["ALL"]);
  });

  it("ends a row of months, which is never in the future", () => {
    const months = (text: string) => monthsUpTo(periodIn(text, NOW), 3, NOW).map(keyOf);
    expect(months("2026-02")).toEqual(["2025-12", "2026-01", "2026-02"]);
    expect(months("2026-H1")).toEqual(["2026-04", "2026-05", "2026-06"]);
    for (const open of ["2026-07", "2026-H2", "2026", "ALL"]) expect(months(open)).toEqual(["2026-05", "2026-06", "2026-07"]);
    expect(months("2025")).toEqual(["2025-10", "2025-11", "2025-12"]);
    expect(months("2014-02")).toEqual(["2014-01", "2014-02"]);
  });

  it("has its words", () => {
    expect(periodText(periodIn("2026-H1", NOW), "ko")).toBe("2026년 상반기");
    expect(periodText(periodIn("2026-07", NOW), "en")).toBe("2026-07");
  });
});
