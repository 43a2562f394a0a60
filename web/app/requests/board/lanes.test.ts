import { describe, expect, it } from "vitest";

import type { BoardChange, Item } from "./documents";
import { filtersIn } from "./filters";
import { changed, counted, extended, loaded, mayRecount, settled, stretches, total, welcomed, type Board, type Page } from "./lanes";

const COLUMNS = filtersIn(new URLSearchParams());

function item(id: string, state: Item["state"], version = 1): Item {
  const own = { id, key: id, title: `${id} 제목`, state, version, requesterDepartmentName: "버스정책과" };
  const rest = { project: "", scale: "BUREAU", dueOn: null, restriction: null, updatedAt: "2026-11-01T00:00:00Z" } as const;
  return { ...own, ...rest, requester: null, comments: { totalCount: 0 }, deliveries: { totalCount: 0, nodes: [] } };
}

function page(...nodes: Item[]): Page {
  return { nodes, pageInfo: { hasNextPage: false, endCursor: null } };
}

function board(): Board {
  const pages = [page(item("가", "SENT"), item("나", "SENT")), page(item("다", "IN_PROGRESS")), page(), page()];
  const counts = [{ state: "SENT", count: 7 } as const, { state: "CANCELLED", count: 1 } as const];
  return loaded(COLUMNS, pages, counts);
}

function change(request: Item | null, matches = true): BoardChange {
  const event = { __typename: "RequestPublishedEvent", version: request?.version ?? 0, occurredAt: "", actor: null } as const;
  return { __typename: "RequestChange", cursor: "", position: 1, matches, event, request };
}

function shown(of: Board): Record<string, readonly string[]> {
  return Object.fromEntries(of.lanes.map(({ key, ids }) => [key, ids]));
}

describe("the board", () => {
  it("shows each in the lane of its state, and how many there are in all", () => {
    expect(shown(board())).toEqual({ SENT: ["가", "나"], IN_PROGRESS: ["다"], REPORTED: [], ENDED: [] });
    expect(total(board(), ["SENT"])).toBe(7);
    expect(total(board(), ["COMPLETED", "RETURNED", "CANCELLED"])).toBe(1);
    expect(total(counted(board(), []), ["SENT"])).toBe(0);
  });

  it("moves a card on top of its new lane", () => {
    expect(shown(changed(board(), change(item("나", "IN_PROGRESS", 2)), false))).toEqual({
      SENT: ["가"],
      IN_PROGRESS: ["나", "다"],
      REPORTED: [],
      ENDED: [],
    });
  });

  it("leaves a card where it is while the reader is there, and says what happened", () => {
    const held = changed(board(), change(item("나", "IN_PROGRESS", 2)), true);
    expect(shown(held)).toEqual(shown(board()));
    expect(held.items.get("나")?.state).toBe("IN_PROGRESS");
    expect(held.hints.get("나")?.version).toBe(2);
    expect(shown(settled(held))["IN_PROGRESS"]).toEqual(["나", "다"]);
  });

  it("lets new ones wait until they are wanted", () => {
    const waiting = changed(changed(board(), change(item("라", "SENT")), false), change(item("마", "SENT")), false);
    expect(shown(waiting)).toEqual(shown(board()));
    expect(waiting.arrived).toEqual(["마", "라"]);
    expect(shown(welcomed(waiting))["SENT"]).toEqual(["마", "라", "가", "나"]);
    expect(welcomed(waiting).arrived).toEqual([]);
  });

  it("counts one that moves on while it waits only once", () => {
    const twice = changed(changed(board(), change(item("라", "SENT")), false), change(item("라", "IN_PROGRESS", 2)), false);
    expect(twice.arrived).toEqual(["라"]);
    expect(shown(welcomed(twice))["IN_PROGRESS"]).toEqual(["라", "다"]);
  });

  it("drops what no longer fits: at once, or when the reader has gone", () => {
    const leaving = change(item("가", "SENT", 2), false);
    expect(shown(changed(board(), leaving, false))["SENT"]).toEqual(["나"]);
    const held = changed(board(), leaving, true);
    expect(shown(held)["SENT"]).toEqual(["가", "나"]);
    expect(held.gone).toEqual(new Set(["가"]));
    expect(shown(settled(held))["SENT"]).toEqual(["나"]);
  });

  it("keeps one that fits again before it was dropped", () => {
    const held = changed(board(), change(item("가", "SENT", 2), false), true);
    expect(shown(settled(changed(held, change(item("가", "SENT", 3)), true)))["SENT"]).toEqual(["나", "가"].sort());
  });

  it("never goes back to an older version", () => {
    const ahead = changed(board(), change(item("가", "REPORTED", 5)), false);
    expect(changed(ahead, change(item("가", "SENT", 4)), false)).toBe(ahead);
  });

  it("leaves every other card and every lane as it was, so that only one is drawn again", () => {
    const before = board();
    const after = changed(before, change(item("나", "SENT", 2)), false);
    expect(after.lanes).toBe(before.lanes);
    expect(["가", "나", "다"].filter((id) => after.items.get(id) !== before.items.get(id))).toEqual(["나"]);
  });

  it("divides a long lane into runs of whole rows", () => {
    const ids = Array.from({ length: 25 }, (_, at) => String(at));
    expect(stretches(ids).map(({ length }) => length)).toEqual([6, 6, 6, 6, 1]);
    expect(stretches(ids).flat()).toEqual(ids);
    expect(stretches([])).toEqual([]);
  });

  it("forgets one that stopped fitting while it waited", () => {
    const waiting = changed(board(), change(item("라", "SENT")), false);
    expect(changed(waiting, change(item("라", "SENT", 2), false), false).arrived).toEqual([]);
  });

  it("asks for new numbers when a state, or what fits, may have changed", () => {
    expect(mayRecount(board(), change(item("가", "SENT", 2)))).toBe(false);
    expect(mayRecount(board(), change(item("가", "IN_PROGRESS", 2)))).toBe(true);
    expect(mayRecount(board(), change(item("가", "SENT", 2), false))).toBe(true);
    expect(mayRecount(board(), change(item("라", "SENT")))).toBe(true);
  });

  it("adds a further page without showing anything twice", () => {
    const waiting = changed(board(), change(item("라", "SENT")), false);
    const more = extended(waiting, "SENT", page(item("나", "SENT"), item("라", "SENT"), item("바", "SENT")));
    expect(shown(more)["SENT"]).toEqual(["가", "나", "라", "바"]);
    expect(more.arrived).toEqual([]);
  });
});
