// How far issues come.
import type { Enum } from "../api/graphql";

export type State = Enum<"NewsletterIssueState">;

export const OUT: readonly State[] = ["PUBLISHED", "ARCHIVED"];
export const IN_WORK: readonly State[] = ["DRAFT", "APPROVED"];

/** Whether its audience reads it. */
export function isOut(state: State): boolean {
  return OUT.includes(state);
}
