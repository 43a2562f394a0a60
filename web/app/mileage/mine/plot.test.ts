import { describe, expect, it } from "vitest";

import type { MonthRow } from "./documents";
import { columns } from "./plot";

const row = (more: Partial<MonthRow>): MonthRow => ({
  id: "r",
  total: "0",
  requestPoints: "0",
  responsePoints: "0",
  commentPoints: "0",
  thanksPoints: "0",
  adjustmentPoints: "0",
  ...more,
});

describe("a plot of months", () => {
  it("stacks the parts of each, as high as their points", () => {
    const [first, second] = columns([row({ requestPoints: "5.00", thanksPoints: "15.00" }), row({ commentPoints: "10.00" })]);
    expect(first).toEqual([
      { part: "request", from: 0, height: 0.25 },
      { part: "thanks", from: 0.25, height: 0.75 },
    ]);
    expect(second).toEqual([{ part: "comment", from: 0, height: 0.5 }]);
  });

  it("is empty where nothing was earned, or less than nothing", () => {
    expect(columns([null, row({ adjustmentPoints: "-3.00" })])).toEqual([[], []]);
  });
});
