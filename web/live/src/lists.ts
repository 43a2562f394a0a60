// Lists on the screen. The same list comes back when nothing changed, so that frameworks draw nothing.

export interface Versioned {
  readonly id: string;
  readonly version: number;
}

/** The list with the item in its place, or first if it is new. What is older than what is held is left out. */
export function merge<T extends Versioned>(held: readonly T[], item: T): readonly T[] {
  const place = held.findIndex((one) => one.id === item.id);
  const before = held[place];
  if (before === undefined) return [item, ...held];
  return item.version < before.version ? held : held.map((one) => (one === before ? item : one));
}

export function without<T extends Versioned>(held: readonly T[], id: string): readonly T[] {
  const rest = held.filter((one) => one.id !== id);
  return rest.length === held.length ? held : rest;
}
