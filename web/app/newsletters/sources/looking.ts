// When to look again at sources: soon after one of them is due to be visited.
import type { Source } from "./documents";

type Visited = Pick<Source, "state" | "nextAt">;

const WHILE_DUE = 3_000; // milliseconds
const AFTER_A_VISIT = 4_000;
const LONGEST = 60_000;

/** In milliseconds from now. */
export function pauseBeforeLooking(sources: readonly Visited[], now: number): number {
  const waits = sources.filter(({ state }) => state === "ACTIVE").map(({ nextAt }) => Date.parse(nextAt) - now);
  const soonest = Math.min(LONGEST, ...waits);
  return soonest <= 0 ? WHILE_DUE : Math.min(LONGEST, soonest + AFTER_A_VISIT);
}
