// The rows of a board as pure steps. Numbers change at once; rows move only when that cannot disturb the reader.
import type { Row } from "./documents";

export interface Standings {
  readonly rows: readonly Row[];
  /** As it will be once the reader is elsewhere. */
  readonly order: readonly string[];
  /** By how many places each has risen (above zero) or fallen by the last change that moved it. */
  readonly moves: ReadonlyMap<string, number>;
  /** New ones that have no place yet. */
  readonly waiting: readonly Row[];
}

export const EMPTY: Standings = { rows: [], order: [], moves: new Map(), waiting: [] };

/** All rows come at once, in the order of their places; `held`: the reader is among them. */
export function arrived(before: Standings, rows: readonly Row[], held: boolean): Standings {
  const ranks = new Map(before.rows.map(({ id, rank }) => [id, rank]));
  const moves = new Map(before.moves);
  for (const { id, rank } of rows) {
    const was = ranks.get(id);
    if (was != null && rank !== null && was !== rank) moves.set(id, was - rank);
  }
  const order = rows.map(({ id }) => id);
  if (!held) return { rows, order, moves, waiting: [] };
  const fresh = new Map(rows.map((row) => [row.id, row]));
  const waiting = rows.filter(({ id }) => !ranks.has(id));
  return { rows: before.rows.map((row) => fresh.get(row.id) ?? row), order, moves, waiting };
}

/** Every row at its place. */
export function settled({ rows, order, moves, waiting }: Standings): Standings {
  const all = new Map([...rows, ...waiting].map((row) => [row.id, row]));
  return { rows: order.flatMap((id) => all.get(id) ?? []), order, moves, waiting: [] };
}

export const PARTS = ["request", "response", "comment", "thanks", "adjustment"] as const;
export type Part = (typeof PARTS)[number];
export type Parted = Pick<Row, `${Part}Points`>;

export function pointsOf(row: Parted, part: Part): number {
  return Number(row[`${part}Points`]);
}

/** What share of the widest row each part takes, in percent. Parts below zero have no width. */
export function widths(row: Parted, widest: number): Record<Part, number> {
  const share = (part: Part) => (widest > 0 ? (Math.max(0, pointsOf(row, part)) / widest) * 100 : 0);
  return Object.fromEntries(PARTS.map((part) => [part, share(part)])) as Record<Part, number>;
}

export function widthOf(row: Parted): number {
  return PARTS.reduce((sum, part) => sum + Math.max(0, pointsOf(row, part)), 0);
}
