import { describe, expect, it } from "vitest";

import type { Rating, Ratings } from "./documents";
import { replaced, sectionsOf } from "./sections";

const rating = (id: string, change: object = {}) => ({ id, version: 1, evaluation: null, ...change }) as unknown as Rating;
const by = (author: string) => ({ evaluation: { author: { id: author } } });

const FOUND = {
  mine: { nodes: [rating("a")] },
  ofDepartment: { nodes: [rating("a"), rating("b")] },
  asked: { nodes: [{ deliveries: { nodes: [rating("a"), rating("c", by("me")), rating("d", by("head"))] } }] },
  received: { nodes: [rating("e")] },
  appeals: { nodes: [{ id: "x", evaluation: { delivery: rating("e") } }, { id: "y", evaluation: null }] },
} as unknown as Ratings;

const ids = (found: readonly Rating[]) => found.map(({ id }) => id);

describe("the sections of ratings", () => {
  it("show each delivery once, where it is most urgent, and of what was asked only what I rated", () => {
    const sections = sectionsOf(FOUND, "me");
    expect([sections.mine, sections.ofDepartment, sections.appeals, sections.received, sections.given].map(ids)).toEqual([["a"], ["b"], ["e"], [], ["c"]]);
  });

  it("keep what was just rated where it is, and leave out what is older", () => {
    const sections = replaced(sectionsOf(FOUND, "me"), rating("a", { version: 2, isEvaluated: true }));
    expect([ids(sections.mine), sections.mine[0]?.isEvaluated]).toEqual([["a"], true]);
    expect(replaced(sections, rating("a")).mine[0]?.version).toBe(2);
  });
});
