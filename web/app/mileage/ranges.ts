// Some months in a row, as a page asks for them: each as it stands in its box, 2026-11.
import { keyOf, neighbour, present, type Period } from "./periods";

export interface Range {
  readonly first: string;
  readonly last: string;
}

export interface MonthGiven {
  readonly year: number;
  readonly month: number;
}

/** - `malformed`: one of them is no month. - `ahead`: it has not begun. */
export type RangeProblem = "malformed" | "backwards" | "ahead" | "long";

/** The months before the present one, in Seoul; `count` of them. */
export function closedMonths(count: number, now: number): Range {
  const last = stepped(present("MONTH", now), now);
  let first = last;
  for (let more = 1; more < count; more += 1) first = stepped(first, now);
  return { first: keyOf(first), last: keyOf(last) };
}

function stepped(month: Period, now: number): Period {
  return neighbour(month, -1, now) ?? month;
}

export function monthIn(text: string): MonthGiven | null {
  const [, year, month] = /^(20\d\d)-(0[1-9]|1[0-2])$/u.exec(text.trim()) ?? [];
  return year === undefined ? null : { year: Number(year), month: Number(month) };
}

export function rangeProblem({ first, last }: Range, most: number, now: number): RangeProblem | null {
  const [from, to] = [monthIn(first), monthIn(last)];
  if (from === null || to === null) return "malformed";
  const months = (to.year - from.year) * 12 + to.month - from.month + 1;
  if (months < 1) return "backwards";
  if (last.trim() > keyOf(present("MONTH", now))) return "ahead";
  return months > most ? "long" : null;
}
