// The closed months that are known, newest first, as pure steps. The newer version of each wins.
import { nextOf } from "../../api/paging";
import type { King, KingMonth, MonthPage } from "./documents";

export interface Months {
  readonly months: readonly KingMonth[];
  /** Cursor behind the last one; null if there are no more. */
  readonly next: string | null;
}

export const NONE: Months = { months: [], next: null };

/** The newest page, read again: what was loaded behind it stays. */
export function loaded(known: Months, page: MonthPage): Months {
  const isFirst = known.months.length === 0;
  return { months: joined(known.months, page.nodes), next: isFirst ? nextOf(page) : known.next };
}

export function extended(known: Months, page: MonthPage): Months {
  return { months: joined(known.months, page.nodes), next: nextOf(page) };
}

export function changed(known: Months, month: KingMonth): Months {
  return { ...known, months: joined(known.months, [month]) };
}

export function rewarded(known: Months, king: King): Months {
  const months = known.months.map((month) => ({
    ...month,
    kings: month.kings.map((one) => (one.id === king.id && one.version <= king.version ? king : one)),
  }));
  return { ...known, months };
}

/** The newest month, if its kings were not known before. */
export function news(before: Months, after: Months): KingMonth | undefined {
  const [newest] = after.months;
  if (newest === undefined || newest.kings.length === 0) return undefined;
  const same = before.months.find(({ id }) => id === newest.id);
  return same && same.kings.length > 0 ? undefined : newest;
}

/** An order of the tied with the one at `at` moved by `by` places. */
export function moved<One>(order: readonly One[], at: number, by: number): One[] {
  const next = [...order];
  const [one] = next.splice(at, 1);
  if (one !== undefined) next.splice(at + by, 0, one);
  return next;
}

function joined(known: readonly KingMonth[], fresh: readonly KingMonth[]): KingMonth[] {
  const all = new Map(known.map((month) => [month.id, month]));
  for (const month of fresh) {
    const before = all.get(month.id);
    if (!before || before.version <= month.version) all.set(month.id, month);
  }
  return [...all.values()].sort((one, other) => other.year - one.year || other.month - one.month);
}
