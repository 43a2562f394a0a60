import { describe, expect, it } from "vitest";

import type { Row } from "./documents";
import { arrived, EMPTY, settled, widthOf, widths } from "./standings";

const row = (id: string, rank: number, more: Partial<Row> = {}) =>
  ({ id, rank, requestPoints: "0", responsePoints: "0", commentPoints: "0", thanksPoints: "0", adjustmentPoints: "0", ...more }) as Row;
const ids = ({ rows }: { rows: readonly Row[] }) => rows.map(({ id }) => id);

describe("the rows of a board", () => {
  const first = arrived(EMPTY, [row("a", 1), row("b", 2)], false);

  it("have not moved when they come first", () => {
    expect(ids(first)).toEqual(["a", "b"]);
    expect(first.moves.size).toBe(0);
  });

  it("move when the reader is elsewhere, and tell by how much", () => {
    const after = arrived(first, [row("b", 1), row("a", 2)], false);
    expect(ids(after)).toEqual(["b", "a"]);
    expect([...after.moves]).toEqual([["b", 1], ["a", -1]]);
  });

  it("stay under the reader's hand with their new numbers, and move afterwards", () => {
    const held = arrived(first, [row("c", 1), row("b", 2, { total: "9.00" })], true);
    expect(ids(held)).toEqual(["a", "b"]);
    expect(held.rows[1]?.total).toBe("9.00");
    expect(ids(settled(held))).toEqual(["c", "b"]);
  });

  it("forget nothing that came while they were held", () => {
    const held = arrived(arrived(first, [row("b", 1), row("a", 2)], true), [row("a", 1), row("b", 2)], true);
    expect(ids(settled(held))).toEqual(["a", "b"]);
  });

  it("share the width by their points; what is below zero has none", () => {
    const one = row("a", 1, { requestPoints: "5.00", responsePoints: "15.00", adjustmentPoints: "-4.00" });
    expect(widthOf(one)).toBe(20);
    expect(widths(one, 40)).toEqual({ request: 12.5, response: 37.5, comment: 0, thanks: 0, adjustment: 0 });
    expect(widths(row("b", 2), 0).request).toBe(0);
  });
});
