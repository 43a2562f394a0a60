import { describe, expect, it } from "vitest";

import { addressOf, conditionOf, filtersIn, inUse, USUAL, type Filters } from "./filters";

const ALL: Filters = { name: "버스", audience: "CITIZEN", publisher: "RGVwYXJ0bWVudDox", topic: "교통", format: "PRINT", status: "PAUSED" };
const read = (address: string) => filtersIn(new URLSearchParams(address));

describe("the address of the catalogue", () => {
  it("carries every condition there and back, and is empty for none", () => {
    expect(read(addressOf(ALL))).toEqual(ALL);
    expect([addressOf(USUAL), inUse(ALL), inUse(USUAL)]).toEqual(["", 5, 0]);
    expect(conditionOf(USUAL)).toEqual({});
  });

  it("reads nonsense as nothing", () => {
    expect(read("audience=KING&status=LOST&format=SMOKE")).toEqual(USUAL);
  });
});

it("asks for titles that are such", () => {
  expect(conditionOf({ ...ALL, name: " 버스 " })).toEqual({
    name: { contains: "버스" },
    audience: { eq: "CITIZEN" },
    publisher: { in: ["RGVwYXJ0bWVudDox"] },
    topic: "교통",
    format: "PRINT",
    status: { eq: "PAUSED" },
  });
});
