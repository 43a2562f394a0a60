import { describe, expect, it } from "vitest";

import type { EventLine } from "../timeline/documents";
import type { InboxItem } from "./documents";
import { addressOf, conditionOf, ENDED, filtersIn, fits, OPEN, type Filters, type Owner } from "./filters";
import { meaningOf } from "./keys";
import * as waiting from "./waiting";

const EVENT = { __typename: "DeliveryMovedEvent", version: 2 } as EventLine;
const HERE = () => true;
const LEAVING = { act: "RETURN", reason: "", target: null, proposedBy: null, proposedAt: "2014-07-03T00:00:00Z" } as const;

function item(id: string, change: Partial<InboxItem> = {}): InboxItem {
  const usual = { version: 1, state: "SENT", stateSince: "2014-07-01T00:00:00Z", leaving: null, handlers: [], dueOn: null };
  return { id, ...usual, department: { id: "D0", name: "통계데이터담당관" }, ...change } as unknown as InboxItem;
}

const shown = (inbox: waiting.Inbox) => waiting.listed(inbox).map(({ group, items }) => [group, ...items.map(({ id }) => id)]);

describe("the inbox", () => {
  it("is grouped by what waits, the longest waiting first, and what ended latest first", () => {
    const inbox = waiting.loaded([
      item("new", { stateSince: "2014-07-05T00:00:00Z" }),
      item("old", { stateSince: "2014-07-02T00:00:00Z" }),
      item("leaving", { state: "RECEIVED", leaving: LEAVING }),
      item("received", { state: "RECEIVED" }),
      item("held", { state: "ON_HOLD" }),
      item("reported", { state: "REPORTED" }),
      item("ended", { state: "CONFIRMED", stateSince: "2014-07-02T00:00:00Z" }),
      item("ended later", { state: "RETURNED", stateSince: "2014-07-04T00:00:00Z" }),
    ]);
    expect(shown(inbox)).toEqual([
      ["approval", "leaving"],
      ["receive", "old", "new"],
      ["distribute", "received"],
      ["inHand", "held"],
      ["reported", "reported"],
      ["ended", "ended later", "ended"],
    ]);
  });

  it("counts the waiting for the head from the proposal", () => {
    expect(waiting.waitsSince(item("a"))).toBe("2014-07-01T00:00:00Z");
    expect(waiting.waitsSince(item("a", { leaving: LEAVING }))).toBe("2014-07-03T00:00:00Z");
  });

  it("moves what others changed at once, unless the reader is among the items", () => {
    const before = waiting.loaded([item("a"), item("b")]);
    const received = item("a", { state: "RECEIVED", version: 2 });
    const free = waiting.changed(before, received, EVENT, false, HERE);
    expect(shown(free)).toEqual([["receive", "b"], ["distribute", "a"]]);
    const held = waiting.changed(before, received, EVENT, true, HERE);
    expect(shown(held)).toEqual([["receive", "a", "b"]]);
    expect(held.items.get("a")?.state).toBe("RECEIVED");
    expect(shown(waiting.settled(held, HERE))).toEqual(shown(free));
  });

  it("keeps what is new aside while the reader is among the items", () => {
    const held = waiting.changed(waiting.loaded([item("a")]), item("b"), EVENT, true, HERE);
    expect([shown(held), waiting.arrivals(held)]).toEqual([[["receive", "a"]], 1]);
    const welcomed = waiting.settled(held, HERE);
    expect([shown(welcomed), waiting.arrivals(welcomed)]).toEqual([[["receive", "a", "b"]], 0]);
  });

  it("leaves an older event out", () => {
    const before = waiting.loaded([item("a", { version: 5, state: "RECEIVED" })]);
    expect(waiting.changed(before, item("a", { version: 4 }), EVENT, false, HERE)).toBe(before);
    expect(waiting.acted(before, item("a", { version: 4 }), HERE)).toBe(before);
  });

  it("never takes in what does not belong here, and lets go of what left", () => {
    const before = waiting.loaded([item("a"), item("b")]);
    expect(waiting.changed(before, item("c"), EVENT, false, () => false)).toBe(before);
    const gone = (one: InboxItem) => one.id !== "a";
    expect(shown(waiting.changed(before, item("a", { version: 2 }), EVENT, false, gone))).toEqual([["receive", "b"]]);
  });

  it("moves what the reader did themselves at once, and only that", () => {
    const before = waiting.loaded([item("a"), item("b")]);
    const other = waiting.changed(before, item("b", { state: "RECEIVED", version: 2 }), EVENT, true, HERE);
    const mine = waiting.acted(other, item("a", { state: "RECEIVED", version: 2 }), HERE);
    expect(shown(mine)).toEqual([["receive", "b"], ["distribute", "a"]]);
    const left = waiting.acted(mine, item("a", { version: 3 }), () => false);
    expect(shown(left)).toEqual([["receive", "b"]]);
  });

  it("leaves where it is what was only read anew", () => {
    const before = waiting.loaded([item("a")]);
    const read = waiting.refreshed(before, item("a", { state: "RECEIVED", version: 2 }));
    expect([shown(read), read.items.get("a")?.state]).toEqual([[["receive", "a"]], "RECEIVED"]);
    expect(waiting.refreshed(read, item("a"))).toBe(read);
  });

  it("takes more of what has ended without touching what is newer", () => {
    const before = waiting.loaded([item("a", { version: 5, state: "CONFIRMED" })]);
    const more = waiting.extended(before, [item("a", { state: "CONFIRMED" }), item("b", { state: "CANCELLED" })]);
    expect(shown(more)).toEqual([["ended", "a", "b"]]);
    expect(more.items.get("a")?.version).toBe(5);
  });
});

describe("the filters", () => {
  const USUAL: Filters = { handler: "anyone", state: null, overdue: false, approval: false };
  const ME: Owner = { employee: "me", departments: ["D0"], headOf: ["D0"] };
  const NOW = Date.parse("2014-07-10T00:00:00Z");

  it("stand in the address, and nonsense there is what is usual", () => {
    const filters: Filters = { handler: "me", state: "ON_HOLD", overdue: true, approval: true };
    expect(filtersIn(new URLSearchParams(addressOf(filters)))).toEqual(filters);
    expect(filtersIn(new URLSearchParams("handler=king&state=LOST&overdue=yes"))).toEqual(USUAL);
    expect(addressOf(USUAL)).toBe("");
  });

  it("ask the server only for states that are wanted", () => {
    expect(conditionOf(USUAL, ENDED)).toEqual({ state: { in: ["CONFIRMED", "RETURNED", "CANCELLED"] } });
    expect(conditionOf({ ...USUAL, state: "SENT" }, ENDED)).toBeNull();
    expect(conditionOf({ handler: "me", state: "SENT", overdue: true, approval: true }, OPEN)).toEqual({
      state: { in: ["SENT"] },
      handler: { isMe: true },
      overdue: true,
      waitsForMyApproval: true,
    });
  });

  it("judge what comes live as the server would", () => {
    const mine = item("a", { handlers: [{ employee: { id: "me", name: "나" }, leads: true, share: 100 }], dueOn: "2014-07-09" });
    expect(fits(mine, { ...USUAL, handler: "me", overdue: true }, ME, NOW)).toBe(true);
    expect(fits(item("a"), { ...USUAL, handler: "me" }, ME, NOW)).toBe(false);
    expect(fits({ ...mine, state: "CONFIRMED" }, { ...USUAL, overdue: true }, ME, NOW)).toBe(false);
    expect(fits(mine, USUAL, { ...ME, departments: ["D1"] }, NOW)).toBe(false);
    expect(fits(item("a", { leaving: LEAVING }), { ...USUAL, approval: true }, ME, NOW)).toBe(true);
    expect(fits(item("a", { leaving: LEAVING }), { ...USUAL, approval: true }, { ...ME, headOf: [] }, NOW)).toBe(false);
  });
});

describe("the keys", () => {
  const press = (key: string, code = "", more = {}) => ({ key, code, ctrlKey: false, altKey: false, metaKey: false, shiftKey: false, ...more });

  it("mean the same on a Korean keyboard", () => {
    expect(meaningOf(press("r", "KeyR"), true)).toEqual({ act: "RECEIVE" });
    expect(meaningOf(press("ㄱ", "KeyR"), true)).toEqual({ act: "RECEIVE" });
    expect(meaningOf(press("ㅓ", "KeyJ"), true)).toEqual({ move: 1 });
  });

  it("mean nothing with a modifier, and letters nothing once they are off", () => {
    expect(meaningOf(press("r", "KeyR", { ctrlKey: true }), true)).toBeNull();
    expect(meaningOf(press("r", "KeyR"), false)).toBeNull();
    expect(meaningOf(press("ArrowDown"), false)).toEqual({ move: 1 });
    expect(meaningOf(press("Enter", "Enter"), true)).toBeNull();
  });
});
