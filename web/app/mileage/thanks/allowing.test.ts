import { describe, expect, it } from "vitest";

import { givenTo, obstacle } from "./allowing";
import type { Left } from "./documents";

const left = (given: number, rest: number, thanked: [string, string][] = []): Left => ({
  thanksAllowance: { year: 2026, month: 7, given, left: rest, mostForOne: 2 },
  thanksGiven: { nodes: thanked.map(([id, givenAt], at) => ({ id: `t${at}`, receiver: { id }, givenAt })) },
});
const asked = (of: Left, readOnly = false) => ({ left: of, readOnly, mine: ["bus"] });
const other = { id: "b", hasLeft: false, departments: ["water"] };

describe("thanks", () => {
  it("may be given to colleagues of other departments", () => {
    expect(obstacle(asked(left(0, 5)), other)).toBeNull();
    expect(obstacle(asked(left(0, 5)))).toBeNull();
    expect(obstacle(asked(left(0, 5)), { ...other, departments: ["water", "bus"] })).toBe("colleague");
    expect(obstacle(asked(left(0, 5)), { ...other, hasLeft: true })).toBe("gone");
    expect(obstacle(asked(left(0, 5), true), other)).toBe("readOnly");
  });

  it("end with the month's number, and are told apart from thanks that are not given at all", () => {
    expect(obstacle(asked(left(5, 0)), other)).toBe("usedUp");
    expect(obstacle(asked(left(0, 0)))).toBe("switchedOff");
  });

  it("are counted for one person in the month of Seoul", () => {
    const thanked = left(3, 2, [["b", "2026-07-02T00:00:00Z"], ["b", "2026-06-30T15:00:00Z"], ["b", "2026-06-30T14:59:59Z"], ["c", "2026-07-02T00:00:00Z"]]);
    expect(givenTo("b", thanked)).toBe(2);
    expect(obstacle(asked(thanked), other)).toBe("enough");
    expect(obstacle(asked(thanked), { ...other, id: "c" })).toBeNull();
  });
});
