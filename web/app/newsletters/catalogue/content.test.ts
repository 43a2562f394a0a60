import { describe, expect, it } from "vitest";

import { BLANK, changed, contentOf, inputOf, SLUG, topicsIn } from "./content";

const TITLE = { name: "버스 소식", publisher: { id: "d", code: "HQ", name: "버스정책과" }, audience: "CITIZEN", period: "WEEKLY", topics: ["교통", "심야 버스"], formats: ["WEB"], language: "KO", status: "ACTIVE" } as const;

describe("what a title says", () => {
  it("is in the form as the catalogue has it", () => {
    const content = contentOf({ ...TITLE, topics: [...TITLE.topics], formats: [...TITLE.formats] });
    expect(content).toEqual({ name: "버스 소식", departmentId: "d", audience: "CITIZEN", period: "WEEKLY", topics: "교통, 심야 버스", formats: ["WEB"], language: "KO", status: "ACTIVE" });
    expect(changed(content, content)).toEqual([]);
  });

  it("goes to the server only where it differs", () => {
    const before = contentOf({ ...TITLE, topics: [...TITLE.topics], formats: [...TITLE.formats] });
    const after = { ...before, status: "PAUSED" as const, topics: " 교통 ,  심야  버스,교통", name: "버스 편지" };
    const names = changed(after, before);
    expect(names).toEqual(["name", "status"]);
    expect(inputOf({ ...after, topics: "교통" }, ["name", "topics"])).toEqual({ name: "버스 편지", topics: ["교통"] });
    expect(inputOf({ ...before, formats: ["WEB", "PRINT"] }, changed({ ...before, formats: ["WEB", "PRINT"] }, before))).toEqual({ formats: ["WEB", "PRINT"] });
    expect(changed(before, BLANK)).toEqual(["name", "departmentId", "period", "topics"]);
  });
});

it("topics are divided by commas of any keyboard, each once", () => {
  expect(topicsIn("교통, 심야  버스，교통、,환경,")).toEqual(["교통", "심야 버스", "환경"]);
});

it("a slug is what may stand in an address", () => {
  expect(["bus-news", "a", "2014"].every((slug) => SLUG.test(slug))).toBe(true);
  expect(["", "-bus", "bus-", "Bus", "버스", "a b", "a".repeat(61)].some((slug) => SLUG.test(slug))).toBe(false);
});
