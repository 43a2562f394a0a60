// Which acts an issue's page offers, in the order of its way, and why not the next one.
import type { Issue } from "./documents";

export const ACTS = ["approve", "publish", "schedule", "unschedule", "archive", "narrow", "discard"] as const;
export type Act = (typeof ACTS)[number];

const PERMISSION = {
  approve: "viewerCanApprove",
  publish: "viewerCanPublish",
  schedule: "viewerCanSchedule",
  unschedule: "viewerCanUnschedule",
  archive: "viewerCanArchive",
  narrow: "viewerCanNarrow",
  discard: "viewerCanDiscard",
} as const satisfies Record<Act, keyof Issue>;

/** What comes next on its way. */
const NEXT: Record<Issue["state"], Act | null> = { DRAFT: "approve", APPROVED: "publish", PUBLISHED: "archive", ARCHIVED: null };

type Permitting = Pick<Issue, (typeof PERMISSION)[Act] | "state">;

export function allowed(issue: Permitting): Act[] {
  return ACTS.filter((act) => issue[PERMISSION[act]].allowed);
}

/** Why the next step cannot be done by whoever looks; null if it can, or if there is none. */
export function reasonAgainst(issue: Permitting): { readonly act: Act; readonly reason: string } | null {
  const act = NEXT[issue.state];
  const permission = act && issue[PERMISSION[act]];
  return permission && !permission.allowed ? { act, reason: permission.reason ?? "" } : null;
}
