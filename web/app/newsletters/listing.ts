// Issues in a list, newest first, as pure steps. The newer version of each wins.
import { nextOf } from "../api/paging";
import type { IssueChange, IssueLine } from "./documents";

export interface Known {
  readonly issues: readonly IssueLine[];
  readonly total: number;
  /** New ones that wait until the reader wants them, the newest first. */
  readonly arrived: readonly IssueLine[];
  /** Cursor behind the last one; null if there are no more. */
  readonly next: string | null;
}

export interface Page {
  readonly totalCount: number;
  readonly nodes: readonly IssueLine[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

export interface Month {
  readonly year: number;
  readonly month: number;
  readonly issues: readonly IssueLine[];
}

export const NONE: Known = { issues: [], total: 0, arrived: [], next: null };

/** As it is now; what was known is read anew. */
export function loaded(page: Page): Known {
  return { issues: page.nodes, total: page.totalCount, arrived: [], next: nextOf(page) };
}

export function extended(known: Known, page: Page): Known {
  const before = new Set([...known.issues, ...known.arrived].map(({ id }) => id));
  const fresh = page.nodes.filter(({ id }) => !before.has(id));
  return { ...known, issues: [...known.issues, ...fresh], total: page.totalCount - known.arrived.length, next: nextOf(page) };
}

/** Something has happened to an issue. It changes where it stands; a new one waits; one that no longer fits, or is gone, goes. */
export function changed(known: Known, { issueId, issue, matches }: Pick<IssueChange, "issueId" | "issue" | "matches">): Known {
  if (!issue) return without(known, issueId);
  const isListed = known.issues.some(({ id }) => id === issue.id);
  const others = known.arrived.filter(({ id }) => id !== issue.id);
  if (isListed && matches) return { ...known, issues: known.issues.map((one) => newer(one, issue)) };
  if (isListed) return { ...known, issues: known.issues.filter(({ id }) => id !== issue.id), total: known.total - 1 };
  return { ...known, arrived: matches ? [issue, ...others] : others };
}

/** It was discarded, or may not be seen any more. */
function without(known: Known, id: string): Known {
  const { issues, arrived, total, next } = known;
  if (![...issues, ...arrived].some((one) => one.id === id)) return known;
  const left = issues.filter((one) => one.id !== id);
  return { issues: left, arrived: arrived.filter((one) => one.id !== id), total: total - (issues.length - left.length), next };
}

/** The reader wants to see what has arrived. */
export function welcomed(known: Known): Known {
  const issues = [...known.arrived, ...known.issues].sort((one, other) => other.issuedOn.localeCompare(one.issuedOn));
  return { ...known, issues, total: known.total + known.arrived.length, arrived: [] };
}

/** In runs of one month. */
export function months(issues: readonly IssueLine[]): Month[] {
  const runs: Month[] = [];
  for (const issue of issues) {
    const [year = 0, month = 0] = issue.issuedOn.split("-").map(Number);
    const last = runs.at(-1);
    if (last?.year === year && last.month === month) runs[runs.length - 1] = { ...last, issues: [...last.issues, issue] };
    else runs.push({ year, month, issues: [issue] });
  }
  return runs;
}

function newer(known: IssueLine, issue: IssueLine): IssueLine {
  return issue.id === known.id && issue.version >= known.version ? issue : known;
}
