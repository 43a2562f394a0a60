import { describe, expect, it } from "vitest";

import { again, bare, begun, isStale, refusalOf, since, takenBack, type Sending } from "./doing";
import type { Acting, DeliveryNow } from "./documents";
import { draftOf, expected } from "./drafts";
import type { Refusal } from "../../api/refused";
import { allowed, refused } from "./permissions";

const YES = { allowed: true, reason: null };
const NO = { allowed: false, reason: "협력부서 서무만 할 수 있습니다: 접수." };
const DESIGN = { id: "D1", name: "디자인정책과" };

function delivery(change: Partial<Acting> = {}): Acting {
  const names = ["Receive", "Assign", "Accept", "Progress", "Hold", "Resume", "Report", "Confirm", "SendBack", "Return", "Transfer", "Cancel", "ChangeDue", "ApproveLeaving", "DeclineLeaving", "WithdrawLeaving"];
  const permissions = Object.fromEntries(names.map((name) => [`viewerCan${name}`, NO]));
  const plain = { id: "a", version: 4, state: "SENT", progress: 0, result: "", handlers: [], leaving: null, viewerNeedsApproval: false };
  return { ...plain, ...permissions, department: { id: "D0", name: "교통정책과" }, departmentName: "교통정책과", ...change } as unknown as Acting;
}

const refusal = (field: string[], reason: Refusal["reason"] = "REQUIRED"): Refusal => ({ field, message: "적어 주십시오.", code: "INVALID", reason });

describe("an act on a delivery", () => {
  it("is sent at once when nothing has to be asked, else it asks first", () => {
    expect(begun("RECEIVE", delivery())).toEqual({ name: "sending", draft: { act: "RECEIVE" }, seen: delivery() });
    expect(begun("RETURN", delivery())).toEqual({ name: "asking", draft: { act: "RETURN", reason: "" }, seen: delivery(), refusals: [] });
  });

  it("that was refused gives the form back as it was, or says why", () => {
    const form: Sending = { name: "sending", draft: { act: "HOLD", reason: "자료" }, seen: delivery() };
    expect(takenBack(form, [refusal(["reason"])])).toEqual({ ...form, name: "asking", refusals: [refusal(["reason"])] });
    expect(takenBack({ ...form, draft: { act: "RECEIVE" } }, []).name).toBe("refused");
  });

  it("that came too late is tried again on what is there now, with the same draft", () => {
    const now = { ...delivery({ version: 9 }), __typename: "Delivery", request: null } as DeliveryNow;
    const stale = { name: "stale", draft: { act: "HOLD", reason: "자료" }, seen: delivery(), now } as const;
    expect(isStale({ errors: [refusal(["version"], "STALE")] })).toBe(true);
    expect(isStale({ errors: [refusal(["version"], "ILLEGAL_STEP")] })).toBe(false);
    expect(again(stale)).toEqual({ name: "asking", draft: stale.draft, seen: now, refusals: [] });
    expect(again({ ...stale, draft: { act: "RECEIVE" } })).toEqual({ name: "sending", draft: { act: "RECEIVE" }, seen: now });
  });

  it("shows what was refused beside its field", () => {
    expect(refusalOf([refusal(["input", "percent"])], "percent")).toBe("적어 주십시오.");
    expect(refusalOf([refusal(["input", "percent"])], "note")).toBeUndefined();
  });

  it("gives pages the delivery alone when it was read anew: what they know of its request stays", () => {
    const now = { ...delivery({ version: 9 }), __typename: "Delivery", request: { timeline: { nodes: [] } } } as DeliveryNow;
    expect(bare(now)).toEqual(delivery({ version: 9 }));
  });

  it("tells only what has happened to this delivery, or to all of the request, since it was seen", () => {
    const events = [
      { version: 4, delivery: { id: "a" } },
      { version: 5, delivery: { id: "a" } },
      { version: 6, delivery: { id: "b" } },
      { version: 7 },
    ];
    const now = { ...delivery(), request: { timeline: { nodes: events } } } as unknown as DeliveryNow;
    expect(since(delivery(), now).map(({ version }) => version)).toEqual([5, 7]);
  });
});

describe("what is expected", () => {
  it("of a distribution is the state after it only where the work was not given out yet", () => {
    const draft = { act: "ASSIGN", handlers: [{ id: "e", name: "김", share: 100 }], lead: "e" } as const;
    const handlers = [{ employee: { id: "e", name: "김" }, share: 100, leads: true }];
    expect(expected(delivery({ state: "RECEIVED" }), draft)).toEqual({ state: "ASSIGNED", handlers });
    expect(expected(delivery({ state: "IN_PROGRESS" }), draft)).toEqual({ handlers });
  });

  it("of a transfer is that it leaves, or waits for the head", () => {
    const draft = { act: "TRANSFER", department: DESIGN, reason: "디자인" } as const;
    const leaves = { state: "SENT", reason: "디자인", leaving: null, department: DESIGN, departmentName: "디자인정책과" };
    expect(expected(delivery(), draft)).toEqual(leaves);
    const waits = expected(delivery({ viewerNeedsApproval: true }), draft);
    expect(waits).toMatchObject({ leaving: { act: "TRANSFER", reason: "디자인", target: DESIGN } });
    expect(waits.state).toBeUndefined();
  });

  it("of an approval is what was proposed", () => {
    const leaving = { act: "RETURN", reason: "우리 일이 아님", target: null, proposedBy: null, proposedAt: "2014-07-02T00:00:00Z" } as const;
    expect(expected(delivery({ leaving }), { act: "APPROVE_LEAVING" })).toEqual({ state: "RETURNED", reason: "우리 일이 아님", leaving: null });
    expect(expected(delivery({ leaving }), { act: "WITHDRAW_LEAVING" })).toEqual({ leaving: null });
  });
});

describe("the form of a distribution", () => {
  it("begins with who has the work now", () => {
    const handlers = [{ employee: { id: "e", name: "김" }, share: 60, leads: false }, { employee: { id: "f", name: "이" }, share: 40, leads: true }];
    expect(draftOf("ASSIGN", delivery({ handlers }))).toEqual({
      act: "ASSIGN",
      handlers: [{ id: "e", name: "김", share: 60 }, { id: "f", name: "이", share: 40 }],
      lead: "f",
    });
  });
});

describe("permissions", () => {
  it("divide the acts into buttons and reasons", () => {
    const mine = delivery({ viewerCanAssign: YES, viewerCanHold: YES });
    expect(allowed(mine, ["RECEIVE", "HOLD", "ASSIGN"])).toEqual(["HOLD", "ASSIGN"]);
    expect(refused(mine, ["RECEIVE", "HOLD"])).toEqual([{ act: "RECEIVE", reason: NO.reason }]);
  });
});
