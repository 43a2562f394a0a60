import { expect, it } from "vitest";

import { listed } from "./beginnings";
import { BLANK } from "./content";
import { begun } from "./draft";
import { mended, problemsOf, stepOf } from "./problems";

const refusal = (field: string[], message = "틀렸습니다") => ({ field, message });

it("names what is wrong by its field", () => {
  expect(problemsOf([refusal(["input", "deliveries", "0", "dueOn"]), refusal(["dueOn"], "지났습니다"), refusal([], "안 됩니다")])).toEqual({
    "deliveries.0.dueOn": "틀렸습니다",
    dueOn: "지났습니다",
    "": "안 됩니다",
  });
});

it("opens the first step where something is to be mended", () => {
  expect(stepOf({})).toBe(null);
  expect(stepOf({ "": "안 됩니다" })).toBe(4);
  expect(stepOf({ "deliveries.2.ask": "깁니다" })).toBe(2);
  expect(stepOf({ restriction: "짧습니다", body: "없습니다" })).toBe(1);
});

it("forgets what was wrong with a field once it is changed, and with the whole", () => {
  const problems = { title: "깁니다", "deliveries.0.ask": "깁니다", "": "안 됩니다" };
  expect(mended(problems, ["departments"])).toEqual({ title: "깁니다" });
  expect(mended(problems, ["title"])).toEqual({ "deliveries.0.ask": "깁니다" });
});

it("lists drafts of the server and of this browser, each once, the newest first", () => {
  const there = (id: string, at: string) => ({ id, title: id, project: "", updatedAt: at, addressees: [] });
  const here = (key: string, id: string | null, at: string) => ({
    at,
    draft: { ...begun(key, { ...BLANK, title: key }), saved: id === null ? null : { id, version: 1, content: BLANK } },
  });
  const kept = [here("new", null, "2014-07-03T00:00:00Z"), here("open", "A", "2014-07-01T00:00:00Z"), here("gone", "C", "2014-07-09T00:00:00Z")];
  const found = listed([there("A", "2014-06-30T00:00:00Z"), there("B", "2014-07-02T09:00:00+09:00")], kept);
  expect(found.map(({ name, isOnlyHere }) => [name, isOnlyHere])).toEqual([["new", true], ["B", false], ["open", false]]);
  expect(listed(null, kept).map(({ name }) => name)).toEqual(["gone", "new", "open"]);
});
