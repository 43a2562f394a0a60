import { describe, expect, it } from "vitest";

import type { IssueLine } from "./documents";
import { changed, extended, loaded, months, welcomed, type Known, type Page } from "./listing";

const one = (number: number, more: Partial<IssueLine> = {}) =>
  ({ id: `i${number}`, number, issuedOn: `2014-07-${String(number).padStart(2, "0")}`, version: 1, ...more }) as IssueLine;
const page = (numbers: number[], endCursor: string | null = null): Page => ({
  totalCount: 9,
  nodes: numbers.map((number) => one(number)),
  pageInfo: { hasNextPage: endCursor !== null, endCursor },
});
const about = (issue: IssueLine, matches = true) => ({ issueId: issue.id, issue, matches });
const told = ({ issues }: Known) => issues.map(({ number }) => number);

describe("issues in a list", () => {
  it("grow by pages, each once", () => {
    const known = extended(loaded(page([9, 8], "a")), page([8, 7], "b"));
    expect([told(known), known.next, known.total]).toEqual([[9, 8, 7], "b", 9]);
  });

  it("wait when they are new, and stand where they belong once they are wanted", () => {
    const before = loaded(page([9, 7], "a"));
    const waiting = changed(changed(before, about(one(8))), about(one(10)));
    expect([told(waiting), waiting.arrived.map(({ number }) => number)]).toEqual([[9, 7], [10, 8]]);
    const now = welcomed(waiting);
    expect([told(now), now.total, now.arrived]).toEqual([[10, 9, 8, 7], 11, []]);
  });

  it("wait once, and no longer if they stop fitting", () => {
    const waiting = changed(changed(loaded(page([9])), about(one(8))), about(one(8, { version: 2 })));
    expect(waiting.arrived).toHaveLength(1);
    expect(changed(waiting, about(one(8, { version: 3 }), false)).arrived).toEqual([]);
    expect(told(extended(waiting, page([8, 7])))).toEqual([9, 7]);
  });

  it("change where they stand, and never back to an older version", () => {
    const known = changed(loaded(page([9, 8])), about(one(8, { heading: "새 제목", version: 3 })));
    expect(known.issues[1]?.heading).toBe("새 제목");
    expect(changed(known, about(one(8, { heading: "옛 제목", version: 2 }))).issues[1]?.heading).toBe("새 제목");
  });

  it("go when they no longer fit", () => {
    const known = changed(loaded(page([9, 8])), about(one(9, { version: 2 }), false));
    expect([told(known), known.total]).toEqual([[8], 8]);
  });

  it("stay as they are when what happened is about one that cannot be seen", () => {
    const known = loaded(page([9]));
    expect(changed(known, { issueId: "another", issue: null, matches: false })).toBe(known);
  });

  it("go when they are discarded, also while they wait", () => {
    const known = changed(loaded(page([9, 8])), about(one(7)));
    const gone = (issue: IssueLine) => ({ issueId: issue.id, issue: null, matches: false });
    const left = changed(changed(known, gone(one(9))), gone(one(7)));
    expect([told(left), left.total, left.arrived]).toEqual([[8], known.total - 1, []]);
  });
});

it("stand in runs of one month", () => {
  const runs = months([one(2, { issuedOn: "2014-08-02" }), one(9), one(8), one(1, { issuedOn: "2013-07-01" })]);
  expect(runs.map(({ year, month, issues }) => [year, month, issues.length])).toEqual([[2014, 8, 1], [2014, 7, 2], [2013, 7, 1]]);
});
