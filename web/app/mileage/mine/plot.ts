// Columns of a plot over months: what of each part stands where, in shares of the highest column.
import { pointsOf, PARTS, widthOf, type Part } from "../board/standings";
import type { MonthRow } from "./documents";

export interface Block {
  readonly part: Part;
  /** From the ground, where the highest column is 1. */
  readonly from: number;
  readonly height: number;
}

/** What is below zero has no block; a month without points has none at all. */
export function columns(rows: readonly (MonthRow | null)[]): Block[][] {
  const highest = Math.max(0, ...rows.map((row) => (row ? widthOf(row) : 0)));
  return rows.map((row) => (row && highest > 0 ? column(row, highest) : []));
}

function column(row: MonthRow, highest: number): Block[] {
  let from = 0;
  return PARTS.filter((part) => pointsOf(row, part) > 0).map((part) => {
    const height = pointsOf(row, part) / highest;
    const block = { part, from, height };
    from += height;
    return block;
  });
}
