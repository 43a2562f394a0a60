// Who stands where by two sets of rules, as slopes between two columns: each column in its order, a line for each person.
export interface Mover {
  readonly id: string;
  readonly name: string;
  /** Null without points. */
  readonly before: number | null;
  readonly after: number | null;
}

export interface Slope extends Mover {
  /** The rows in which it begins and ends, from 0. */
  readonly from: number;
  readonly to: number;
  readonly way: "up" | "down" | "same";
}

const LAST = Number.POSITIVE_INFINITY;

/** Of the `most` who stand best by either set of rules. Equal ranks keep their order. */
export function slopes(movers: readonly Mover[], most: number): Slope[] {
  const ranked = movers.filter(({ before, after }) => before !== null || after !== null);
  const shown = by(ranked, ({ before, after }) => Math.min(before ?? LAST, after ?? LAST)).slice(0, most);
  const left = rows(by(shown, ({ before }) => before ?? LAST));
  const right = rows(by(shown, ({ after }) => after ?? LAST));
  return shown.map((one) => ({ ...one, from: left.get(one.id) ?? 0, to: right.get(one.id) ?? 0, way: wayOf(one) }));
}

export function wayOf({ before, after }: Pick<Mover, "before" | "after">): Slope["way"] {
  const [was, is] = [before ?? LAST, after ?? LAST];
  if (was === is) return "same";
  return is < was ? "up" : "down";
}

function by(movers: readonly Mover[], rank: (one: Mover) => number): Mover[] {
  return [...movers].sort((one, two) => (rank(one) === rank(two) ? 0 : rank(one) - rank(two)));
}

function rows(ordered: readonly Mover[]): Map<string, number> {
  return new Map(ordered.map(({ id }, row) => [id, row]));
}
