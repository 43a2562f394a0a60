import { describe, expect, it } from "vitest";

import { lengths } from "./scales";

describe("bars of rules", () => {
  it("are measured by the longest of both sides", () => {
    expect(lengths([{ before: 50, after: 200 }, { before: 20, after: 0 }])).toEqual([
      { before: 50, after: 200, then: 25, tried: 100 },
      { before: 20, after: 0, then: 10, tried: 0 },
    ]);
  });

  it("have no length below zero or where nothing was earned", () => {
    expect(lengths([{ before: -5, after: 10 }]).map(({ then, tried }) => [then, tried])).toEqual([[0, 100]]);
    expect(lengths([{ before: 0, after: -1 }]).map(({ then, tried }) => [then, tried])).toEqual([[0, 0]]);
  });
});
