import { expect, it } from "vitest";

import { count, isSame, NONE, toggled, wishesOf } from "./wishes";

it("wishes are what is subscribed, and one more or less with each tick", () => {
  const wishes = wishesOf({ email: "a@seoul.go.kr", frequency: "WEEKLY", newsletters: [{ id: "b" }, { id: "a" }], topics: ["교통"], publishers: [] });
  expect([wishes.newsletters, wishes.frequency, count(wishes)]).toEqual([["b", "a"], "WEEKLY", 3]);
  expect(toggled(wishes, "topics", "교통").topics).toEqual([]);
  expect(toggled(wishes, "publishers", "버스정책과").publishers).toEqual(["버스정책과"]);
  expect([wishesOf(null), count(NONE)]).toEqual([NONE, 0]);
});

it("the order of ticks makes no difference", () => {
  const one = toggled(toggled(NONE, "topics", "교통"), "topics", "환경");
  const other = toggled(toggled(NONE, "topics", "환경"), "topics", "교통");
  expect([isSame(one, other), isSame(one, NONE), isSame(one, { ...other, frequency: "WEEKLY" })]).toEqual([true, false, false]);
});
