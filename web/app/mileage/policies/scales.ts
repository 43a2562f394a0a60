// How long the bars of the rules are.
export interface Barred {
  readonly before: number;
  readonly after: number;
}

/** In percent of the longest of all bars; what is below zero has no length. */
export function lengths<One extends Barred>(all: readonly One[]): (One & { readonly then: number; readonly tried: number })[] {
  const longest = Math.max(0, ...all.flatMap(({ before, after }) => [before, after]));
  const share = (value: number) => (longest > 0 ? (Math.max(0, value) / longest) * 100 : 0);
  return all.map((one) => ({ ...one, then: share(one.before), tried: share(one.after) }));
}
