import { describe, expect, it } from "vitest";

import { addressOf, filterOf, inUse, leadsTo, toggled, wantedIn } from "./asking";

const read = (address: string) => wantedIn(new URLSearchParams(address));

describe("what is searched for", () => {
  it("stands in the address, there and back", () => {
    const wanted = read("q=심야버스 운영&audiences=STAFF&topics=교통&topics=심야 버스&years=2014&newsletters=abc");
    expect(filterOf(wanted)).toEqual({ audiences: ["STAFF"], topics: ["교통", "심야 버스"], years: [2014], newsletters: ["abc"] });
    expect([wanted.query, inUse(wanted)]).toEqual(["심야버스 운영", 5]);
    expect(read(addressOf(wanted))).toEqual(wanted);
    expect([addressOf(read("")), filterOf(read(""))]).toEqual(["", {}]);
  });

  it("may be all that print the same as an issue", () => {
    const wanted = read("q=버스&similarTo=abc&topics=교통");
    expect([wanted.similarTo, filterOf(wanted)]).toEqual(["abc", { similarTo: "abc", topics: ["교통"] }]);
    expect(read(addressOf(wanted))).toEqual(wanted);
    expect([read("similarTo=").similarTo, read("").similarTo]).toEqual([null, null]);
  });

  it("reads nonsense as nothing", () => {
    expect(filterOf(read("audiences=KING&years=soon&periods=NEVER&topics="))).toEqual({});
    expect(read(`q=${"가".repeat(300)}`).query).toHaveLength(200);
  });

  it("has a value of a facet or has it not", () => {
    const once = toggled(read("topics=교통"), "topics", "환경");
    expect(once.chosen.topics).toEqual(["교통", "환경"]);
    expect(toggled(once, "topics", "교통").chosen.topics).toEqual(["환경"]);
  });
});

it("a suggestion leads to its title, its issue, or to all on its topic", () => {
  const title = { id: "t", slug: "bus-news" };
  expect(leadsTo({ kind: "TITLE", text: "버스 소식", newsletter: title, issue: null })).toBe("/newsletters/bus-news");
  expect(leadsTo({ kind: "HEADING", text: "심야", newsletter: title, issue: { id: "i", number: 7, newsletter: title } })).toBe("/newsletters/bus-news/7");
  expect(leadsTo({ kind: "TOPIC", text: "심야 버스", newsletter: null, issue: null })).toBe(`/newsletters/search?${new URLSearchParams({ topics: "심야 버스" }).toString()}`);
});
