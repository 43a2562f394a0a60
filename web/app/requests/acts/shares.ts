// How handlers share the work, in whole percents that add up to 100.

export interface Share {
  readonly id: string;
  readonly name: string;
  readonly share: number;
}

export const MOST_HANDLERS = 10;

export function sum(shares: readonly Share[]): number {
  return shares.reduce((total, { share }) => total + share, 0);
}

/** As the server divides: the first ones get what is left over. */
export function evenly(shares: readonly Share[]): Share[] {
  const each = Math.floor(100 / shares.length);
  const left = 100 - each * shares.length;
  return shares.map((one, place) => ({ ...one, share: each + (place < left ? 1 : 0) }));
}

/** One more: evenly as before, or with what the others have left. */
export function added(shares: readonly Share[], { id, name }: Omit<Share, "share">): Share[] {
  const next = [...shares, { id, name, share: Math.max(0, 100 - sum(shares)) }];
  return isEven(shares) ? evenly(next) : next;
}

/** One less: evenly as before, or what they had goes to the lead. */
export function removed(shares: readonly Share[], id: string, lead: string | null): Share[] {
  const gone = shares.find((one) => one.id === id);
  const rest = shares.filter((one) => one.id !== id);
  if (isEven(shares)) return evenly(rest);
  const heir = rest.some((one) => one.id === lead) ? lead : rest[0]?.id;
  return rest.map((one) => (one.id === heir ? { ...one, share: one.share + (gone?.share ?? 0) } : one));
}

/** One has that much; the lead, or the other of two, takes what is left where that is possible. */
export function given(shares: readonly Share[], id: string, share: number, lead: string | null): Share[] {
  const next = shares.map((one) => (one.id === id ? { ...one, share } : one));
  const others = next.filter((one) => one.id !== id);
  const taker = others.find((one) => one.id === lead) ?? (others.length === 1 ? others[0] : undefined);
  const left = taker ? taker.share + 100 - sum(next) : -1;
  if (!taker || !(left >= 0 && left <= 100)) return next; // NaN while a field is empty
  return next.map((one) => (one.id === taker.id ? { ...one, share: left } : one));
}

function isEven(shares: readonly Share[]): boolean {
  return evenly(shares).every(({ share }, place) => share === shares[place]?.share);
}
