import { expect, it } from "vitest";

import { yearIn, yearsOf } from "./years";

const end = (...days: string[]) => ({ nodes: days.map((issuedOn) => ({ issuedOn })) });

it("a title's years run from its newest issue to its oldest", () => {
  expect(yearsOf({ newest: end("2016-01-02"), oldest: end("2014-07-01") })).toEqual(["2016", "2015", "2014"]);
  expect(yearsOf({ newest: end(), oldest: end() })).toEqual([]);
});

it("the newest is shown unless another of them is asked for", () => {
  const years = ["2016", "2015"];
  expect([yearIn(years, "2015"), yearIn(years, "1999"), yearIn(years, null), yearIn([], "2015")]).toEqual(["2015", "2016", "2016", undefined]);
});
