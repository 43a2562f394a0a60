import { expect, it } from "vitest";

import { allowed, reasonAgainst } from "./acts";

const NO = { allowed: false, reason: "부서장만 할 수 있습니다." };
const YES = { allowed: true, reason: null };
const draft = { state: "DRAFT", viewerCanApprove: NO, viewerCanPublish: NO, viewerCanSchedule: NO, viewerCanUnschedule: NO, viewerCanArchive: NO, viewerCanNarrow: NO, viewerCanDiscard: NO } as const;

it("what may be done is offered in the order of the way", () => {
  expect(allowed({ ...draft, viewerCanNarrow: YES, viewerCanArchive: YES })).toEqual(["archive", "narrow"]);
  expect(allowed(draft)).toEqual([]);
});

it("only of the next step it is told why not", () => {
  expect(reasonAgainst(draft)).toEqual({ act: "approve", reason: NO.reason });
  expect(reasonAgainst({ ...draft, viewerCanApprove: YES })).toBeNull();
  expect(reasonAgainst({ ...draft, state: "APPROVED" })?.act).toBe("publish");
  expect(reasonAgainst({ ...draft, state: "ARCHIVED" })).toBeNull();
});
