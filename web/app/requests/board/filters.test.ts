import { describe, expect, it } from "vitest";

import { addressOf, conditionOf, divisionsOf, filtersIn, inUse, NONE, orderOf, statesOf, type Filters } from "./filters";

const read = (address: string) => filtersIn(new URLSearchParams(address));
const USUAL: Filters = {
  search: "",
  whose: "all",
  states: [],
  scale: null,
  overdue: false,
  asking: null,
  asked: null,
  view: "columns",
  order: "updated",
};

describe("the address of the board", () => {
  it("is empty for what is usual", () => {
    expect(read("")).toEqual(USUAL);
    expect(addressOf(USUAL)).toBe("");
  });

  it("carries every filter there and back", () => {
    const filters: Filters = {
      search: "심야 버스",
      whose: "department",
      states: ["SENT", "COMPLETED"],
      scale: "CITYWIDE",
      overdue: true,
      asking: "RGVwYXJ0bWVudDox",
      asked: "RGVwYXJ0bWVudDoy",
      view: "list",
      order: "due",
    };
    expect(read(addressOf(filters))).toEqual(filters);
  });

  it("reads nonsense as what is usual, and drafts are nobody else's", () => {
    expect(read("whose=king&state=DRAFT,NONE&scale=HUGE&overdue=yes&view=map&order=luck")).toEqual(USUAL);
  });

  it("cuts a search off where the server would refuse it", () => {
    expect(read(`q=${"가".repeat(300)}`).search).toHaveLength(200);
  });
});

it("the conditions in use are counted, and none is left once they are dropped", () => {
  const filters = read("q=버스&whose=mine&state=SENT,REPORTED&scale=BUREAU&overdue=1&asking=a&asked=b&view=list&order=due");
  expect(inUse(filters)).toBe(6);
  expect(inUse(read("q=버스&view=list&order=due"))).toBe(0);
  expect(addressOf({ ...filters, ...NONE })).toBe("view=list&order=due");
});

describe("the condition", () => {
  it("asks for nothing in particular at first", () => {
    expect(conditionOf(USUAL)).toEqual({});
    expect(statesOf(USUAL)).toEqual(["SENT", "IN_PROGRESS", "REPORTED", "COMPLETED", "RETURNED", "CANCELLED"]);
    expect(orderOf(USUAL)).toEqual([{ field: "UPDATED_AT", direction: "DESC" }]);
  });

  it("takes mine as asked by me or handled by me", () => {
    const mine = { or: [{ requester: { isMe: true } }, { deliveries: { handler: { isMe: true } } }] };
    expect(conditionOf({ ...USUAL, whose: "mine", search: " 버스 " })).toEqual({ search: "버스", and: [mine] });
  });
});

describe("the lanes", () => {
  it("are one in a list, and four columns otherwise", () => {
    expect(divisionsOf({ ...USUAL, view: "list", states: ["SENT"] })).toEqual([{ key: "all", states: ["SENT"] }]);
    expect(divisionsOf(USUAL).map(({ key }) => key)).toEqual(["SENT", "IN_PROGRESS", "REPORTED", "ENDED"]);
  });

  it("are only those of the chosen states", () => {
    expect(divisionsOf({ ...USUAL, states: ["RETURNED"] })).toEqual([{ key: "ENDED", states: ["RETURNED"] }]);
  });
});
