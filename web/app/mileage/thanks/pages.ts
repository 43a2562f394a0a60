// The thanks that are known, newest first, as pure steps. They never change.
import { nextOf } from "../../api/paging";
import type { Thanks, ThanksPage } from "./documents";

export interface Known {
  readonly thanks: readonly Thanks[];
  /** Cursor behind the last one; null if there are no more. */
  readonly next: string | null;
  readonly total: number;
}

export const NONE: Known = { thanks: [], next: null, total: 0 };

/** The newest page, read again: what was loaded behind it stays. */
export function loaded(known: Known, page: ThanksPage): Known {
  const next = known.thanks.length === 0 ? nextOf(page) : known.next;
  return { thanks: joined(known.thanks, page.nodes), next, total: page.totalCount };
}

export function extended(known: Known, page: ThanksPage): Known {
  return { thanks: joined(known.thanks, page.nodes), next: nextOf(page), total: page.totalCount };
}

export function added(known: Known, one: Thanks): Known {
  if (known.thanks.some(({ id }) => id === one.id)) return known;
  return { ...known, thanks: joined(known.thanks, [one]), total: known.total + 1 };
}

function joined(known: readonly Thanks[], fresh: readonly Thanks[]): Thanks[] {
  const all = new Map([...known, ...fresh].map((one) => [one.id, one]));
  return [...all.values()].sort((one, other) => Date.parse(other.givenAt) - Date.parse(one.givenAt));
}
