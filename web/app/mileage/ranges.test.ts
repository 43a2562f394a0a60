import { describe, expect, it } from "vitest";

import { closedMonths, monthIn, rangeProblem } from "./ranges";

const NOW = Date.parse("2026-01-31T16:00:00Z"); // the first of February in Seoul

describe("months in a row", () => {
  it("are those that are over, in Seoul", () => {
    expect(closedMonths(3, NOW)).toEqual({ first: "2025-11", last: "2026-01" });
    expect(closedMonths(1, NOW)).toEqual({ first: "2026-01", last: "2026-01" });
  });

  it("are read as they stand in their boxes", () => {
    expect(monthIn(" 2025-07 ")).toEqual({ year: 2025, month: 7 });
    for (const text of ["", "2025-13", "2025-7", "1999-01", "7월"]) expect(monthIn(text)).toBeNull();
  });

  it("say what is wrong with them", () => {
    const problem = (first: string, last: string) => rangeProblem({ first, last }, 12, NOW);
    expect(problem("2025-03", "2026-02")).toBeNull();
    expect(problem("2025-02", "2026-02")).toBe("long");
    expect(problem("2025-04", "2025-03")).toBe("backwards");
    expect(problem("2026-02", "2026-03")).toBe("ahead");
    expect(problem("", "2026-02")).toBe("malformed");
  });
});
