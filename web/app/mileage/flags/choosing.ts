// Which flags are shown, and how rare what they tell of would be by chance.
import type { Flag } from "./documents";

export const KINDS: readonly Flag["kind"][] = ["RECIPROCITY", "RING", "BURST", "COMMENT_FARMING", "RATING_INFLATION"];

export function chosen(flags: readonly Flag[], kind: string | null): readonly Flag[] {
  return KINDS.some((one) => one === kind) ? flags.filter((flag) => flag.kind === kind) : flags;
}

export function counts(flags: readonly Flag[]): Record<Flag["kind"], number> {
  const of = (kind: Flag["kind"]) => flags.filter((flag) => flag.kind === kind).length;
  return Object.fromEntries(KINDS.map((kind) => [kind, of(kind)])) as Record<Flag["kind"], number>;
}

const MOST_TOLD = 1_000_000;

/** Once in how many times chance would bring it about, to two digits; null where it is rarer than anybody can picture. */
export function onceIn(score: number): number | null {
  const times = 10 ** score;
  return times > MOST_TOLD ? null : Number(times.toPrecision(2));
}
