import { describe, expect, it } from "vitest";

import type { InboxItem } from "./documents";
import { pagesBehind } from "./paging";

/** A server with so many pages of one item each; a cursor is the number of the last item. */
function server(pages: number) {
  const asked: (string | null)[] = [];
  const pageBehind = (after: string | null) => {
    asked.push(after);
    const number = Number(after ?? 0) + 1;
    return Promise.resolve({ items: [{ id: String(number) } as InboxItem], next: number < pages ? String(number) : null });
  };
  return { asked, pageBehind };
}

describe("pages that are read at once", () => {
  it("are all there are, in order", async () => {
    const { asked, pageBehind } = server(3);
    const { items, next } = await pagesBehind(null, pageBehind);
    expect(items.map(({ id }) => id)).toEqual(["1", "2", "3"]);
    expect(next).toBeNull();
    expect(asked).toEqual([null, "1", "2"]);
  });

  it("are five at most, and it is told where the others begin", async () => {
    const { pageBehind } = server(7);
    const { items, next } = await pagesBehind(null, pageBehind);
    expect(items).toHaveLength(5);
    expect(next).toBe("5");
    const rest = await pagesBehind(next, pageBehind);
    expect([rest.items.map(({ id }) => id), rest.next]).toEqual([["6", "7"], null]);
  });
});
