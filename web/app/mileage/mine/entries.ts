// The lines of the ledger that are known, newest first, as pure steps. None of them ever changes.
import { nextOf } from "../../api/paging";
import type { Entry, EntryPage } from "./documents";

export interface Entries {
  readonly entries: readonly Entry[];
  /** Booked while the reader was among them. */
  readonly waiting: readonly Entry[];
  /** Cursor behind the last one; null if there are no more. */
  readonly next: string | null;
  /** How many there are in all. */
  readonly total: number;
}

export const NONE: Entries = { entries: [], waiting: [], next: null, total: 0 };

/** The first page: what was booked before it came is not lost. */
export function loaded(known: Entries, page: EntryPage): Entries {
  const listed = new Set(page.nodes.map(({ id }) => id));
  const later = [...known.entries, ...known.waiting].filter(({ id }) => !listed.has(id));
  return { ...known, entries: joined(known.entries, page.nodes), next: nextOf(page), total: page.totalCount + later.length };
}

export function extended(known: Entries, page: EntryPage): Entries {
  return { ...known, entries: joined(known.entries, page.nodes), next: nextOf(page) };
}

/** A new one. `held`: the reader is among them, so it waits. */
export function booked(known: Entries, entry: Entry, held: boolean): Entries {
  if ([...known.entries, ...known.waiting].some(({ id }) => id === entry.id)) return known;
  const total = known.total + 1;
  if (held) return { ...known, waiting: joined(known.waiting, [entry]), total };
  return { ...known, entries: joined(known.entries, [entry]), total };
}

export function settled(known: Entries): Entries {
  if (known.waiting.length === 0) return known;
  return { ...known, entries: joined(known.entries, known.waiting), waiting: [] };
}

/** By what each one that no longer counts was taken back: the number of a line, and that of its reversal. */
export function reversals(entries: readonly Entry[]): ReadonlyMap<number, number> {
  return new Map(entries.flatMap(({ number, reversed }) => (reversed ? [[reversed.number, number]] : [])));
}

function joined(known: readonly Entry[], fresh: readonly Entry[]): Entry[] {
  const all = new Map([...known, ...fresh].map((entry) => [entry.id, entry]));
  return [...all.values()].sort((one, other) => other.number - one.number);
}
