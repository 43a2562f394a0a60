import { describe, expect, it } from "vitest";

import { nextMonth, tomorrow } from "./effective";

describe("the day from which rules hold", () => {
  it("is tomorrow at the earliest", () => {
    expect(["2026-02-28", "2028-02-28", "2026-12-31"].map(tomorrow)).toEqual(["2026-03-01", "2028-02-29", "2027-01-01"]);
  });

  it("is proposed to be the next month's first", () => {
    expect(["2026-01-31", "2026-12-01"].map(nextMonth)).toEqual(["2026-02-01", "2027-01-01"]);
  });
});
