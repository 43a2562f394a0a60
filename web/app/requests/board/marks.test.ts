import { describe, expect, it } from "vitest";

import type { Item } from "./documents";
import { isEnded, isOverdue, isStale } from "./marks";

const NOW = Date.parse("2014-07-10T12:00:00+09:00");
const PAST = "2014-07-09";
const TODAY = "2014-07-10";

type Part = Pick<Item["deliveries"]["nodes"][number], "state" | "dueOn">;

function item(state: Item["state"], more: Partial<Item> = {}, ...parts: Part[]): Item {
  return { state, dueOn: null, updatedAt: "2014-07-10T00:00:00Z", deliveries: { totalCount: parts.length, nodes: parts }, ...more } as Item;
}

describe("a request is overdue", () => {
  it("once its day has passed, and not on that day", () => {
    expect([PAST, TODAY, null].map((dueOn) => isOverdue(item("SENT", { dueOn }), NOW))).toEqual([true, false, false]);
  });

  it("by a part that is past its own day, unless nobody works on that part any more", () => {
    expect(isOverdue(item("IN_PROGRESS", {}, { state: "ASSIGNED", dueOn: PAST }), NOW)).toBe(true);
    expect(isOverdue(item("IN_PROGRESS", {}, { state: "CONFIRMED", dueOn: PAST }), NOW)).toBe(false);
  });

  it("never when it is closed", () => {
    const closed = ["COMPLETED", "RETURNED", "CANCELLED"] as const;
    expect(closed.filter((state) => isOverdue(item(state, { dueOn: PAST }), NOW))).toEqual([]);
  });
});

describe("a request is stale", () => {
  it("after a week without an event, while it is open", () => {
    const old = "2014-07-03T02:59:59Z"; // a second more than seven days before noon in Seoul
    const week = "2014-07-03T03:00:00Z";
    expect(isStale(item("SENT", { updatedAt: old }), NOW)).toBe(true);
    expect(isStale(item("SENT", { updatedAt: week }), NOW)).toBe(false);
    expect(isStale(item("COMPLETED", { updatedAt: old }), NOW)).toBe(false);
  });
});

it("a part has ended when it was confirmed, returned or cancelled", () => {
  const ended = ["CONFIRMED", "RETURNED", "CANCELLED"] as const;
  expect(ended.every((state) => isEnded({ state }))).toBe(true);
  expect(isEnded({ state: "REPORTED" })).toBe(false);
});
