// The adjustments that are known, newest first, as pure steps. The newer version of each wins.
import { nextOf } from "../../api/paging";
import type { Adjustment, AdjustmentPage } from "./documents";

export interface Known {
  readonly adjustments: readonly Adjustment[];
  /** Cursor behind the last one; null if there are no more. */
  readonly next: string | null;
}

export const NONE: Known = { adjustments: [], next: null };

/** The newest page, read again: what was loaded behind it stays. */
export function loaded(known: Known, page: AdjustmentPage): Known {
  const next = known.adjustments.length === 0 ? nextOf(page) : known.next;
  return { adjustments: joined(known.adjustments, page.nodes), next };
}

export function extended(known: Known, page: AdjustmentPage): Known {
  return { adjustments: joined(known.adjustments, page.nodes), next: nextOf(page) };
}

export function changed(known: Known, one: Adjustment): Known {
  return { ...known, adjustments: joined(known.adjustments, [one]) };
}

/** Whether somebody is the second of the two who have to agree. */
export function canConfirm({ employee, proposedBy }: Adjustment, administrator: string | undefined): boolean {
  return administrator !== undefined && administrator !== employee?.id && administrator !== proposedBy?.id;
}

/** What the server takes for points: not zero, two decimals at most, ten thousand at most. Null for anything else. */
export function pointsIn(text: string): string | null {
  const written = text.trim().replace(/^\+/u, "").replace("−", "-");
  if (!/^-?\d{1,5}(?:\.\d{1,2})?$/u.test(written)) return null;
  const points = Math.abs(Number(written));
  return points > 0 && points <= 10_000 ? written : null;
}

function joined(known: readonly Adjustment[], fresh: readonly Adjustment[]): Adjustment[] {
  const all = new Map(known.map((one) => [one.id, one]));
  for (const one of fresh) {
    const before = all.get(one.id);
    if (!before || before.version <= one.version) all.set(one.id, one);
  }
  return [...all.values()].sort((one, other) => Date.parse(other.proposedAt) - Date.parse(one.proposedAt));
}
