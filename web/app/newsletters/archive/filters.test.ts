import { describe, expect, it } from "vitest";

import { addressOf, conditionOf, filtersIn, inUse, USUAL, type Filters } from "./filters";

const read = (address: string) => filtersIn(new URLSearchParams(address));
const ALL: Filters = {
  audience: "STAFF",
  newsletter: "bus-news",
  publisher: "RGVwYXJ0bWVudDox",
  topic: "교통",
  period: "WEEKLY",
  state: "work",
  mine: "starred",
  since: "2014-07-01",
  until: "2014-07-31",
};

describe("the address of the archive", () => {
  it("is empty for what is usual, which is what is out", () => {
    expect(read("")).toEqual(USUAL);
    expect(addressOf(USUAL)).toBe("");
    expect(conditionOf(USUAL)).toEqual({ state: { in: ["PUBLISHED", "ARCHIVED"] } });
  });

  it("carries every condition there and back", () => {
    expect(read(addressOf(ALL))).toEqual(ALL);
    expect(inUse(ALL)).toBe(9);
  });

  it("reads nonsense as what is usual", () => {
    expect(read("audience=KING&period=NEVER&state=GONE&mine=all&since=2014-13-01&until=tomorrow")).toEqual(USUAL);
    expect(read(`topic=${"가".repeat(30)}`).topic).toHaveLength(20);
  });
});

it("asks for issues of such titles, in such states, of such days", () => {
  expect(conditionOf(ALL)).toEqual({
    state: { in: ["DRAFT", "APPROVED"] },
    audience: { eq: "STAFF" },
    viewerHasStarred: true,
    newsletter: { slug: { eq: "bus-news" }, publisher: { in: ["RGVwYXJ0bWVudDox"] }, topic: "교통", period: { eq: "WEEKLY" } },
    issuedOn: { gte: "2014-07-01", lte: "2014-07-31" },
  });
  expect(conditionOf({ ...USUAL, state: "DRAFT", until: "2014-07-31" })).toEqual({ state: { in: ["DRAFT"] }, issuedOn: { lte: "2014-07-31" } });
  expect(conditionOf({ ...USUAL, state: "scheduled" })).toEqual({ state: { in: ["DRAFT", "APPROVED"] }, scheduled: true });
  expect(conditionOf({ ...USUAL, mine: "unread" })).toMatchObject({ viewerHasRead: false });
});
