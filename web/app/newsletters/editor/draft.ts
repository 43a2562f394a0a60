// An issue in the making: what is written, what of it the server has, and what somebody else has written meanwhile.
import { differences, FIELDS, isAlike, type Content, type Field } from "./content";

/** As the server has it. */
export interface Base {
  readonly id: string;
  readonly version: number;
  readonly content: Content;
}

export interface Draft {
  /** The UUID that a new issue will have: sent twice, it makes one. */
  readonly key: string;
  /** What the form began with. */
  readonly begun: Content;
  readonly content: Content;
  readonly base: Base | null;
  /** Changed by somebody else in the same places as here: one of the two has to give way. */
  readonly theirs: Base | null;
  /** What was taken over from somebody else, because nothing was changed there. */
  readonly taken: readonly Field[];
}

export function begun(key: string, content: Content, base: Base | null = null): Draft {
  return { key, begun: content, content, base, theirs: null, taken: [] };
}

export function isDirty({ begun: first, content, base }: Draft): boolean {
  return changed(content, base?.content ?? first).length > 0;
}

export function written(draft: Draft, change: Partial<Content>): Draft {
  return { ...draft, content: { ...draft.content, ...change }, taken: [] };
}

/** The server has kept `sent`. What was written since stays to be saved. */
export function saved(draft: Draft, sent: Content, now: Base): Draft {
  const isAllThere = differences(sent, now.content).filter((name) => name !== "number" || sent.number !== "").length === 0;
  const since = isAllThere ? sent : now.content;
  const content = merged(draft.content, since, now.content);
  return { ...draft, content, base: now, theirs: null, taken: [] };
}

/** The server has it like this now: where only one of the two has changed it, that one is right. */
export function met(draft: Draft, now: Base): Draft {
  const { base, content } = draft;
  if (base === null || now.version <= base.version) return draft;
  const clashing = clashes(draft, now);
  if (clashing.length > 0) return { ...draft, theirs: now };
  const taken = changed(now.content, base.content).filter((name) => !isAlike(content[name], now.content[name]));
  return { ...draft, content: merged(content, base.content, now.content), base: now, theirs: null, taken };
}

/** Where both have written something else. */
export function clashes({ base, content }: Draft, now: Base): Field[] {
  if (base === null) return [];
  const ours = changed(content, base.content);
  return changed(now.content, base.content).filter((name) => ours.includes(name) && !isAlike(content[name], now.content[name]));
}

/** What is here goes over what is there, or the other way round, where both were changed. */
export function resolved(draft: Draft, whose: "mine" | "theirs"): Draft {
  const { base, theirs, content } = draft;
  if (base === null || theirs === null) return draft;
  const both = merged(content, base.content, theirs.content);
  const given = whose === "mine" ? {} : only(theirs.content, clashes(draft, theirs));
  return { ...draft, content: { ...both, ...given }, base: theirs, theirs: null };
}

/** Back to what the server has, or to the beginning. */
export function reverted(draft: Draft): Draft {
  return { ...draft, content: draft.base?.content ?? draft.begun, theirs: null, taken: [] };
}

/** `now`, with what differs in `content` from `before`. */
function merged(content: Content, before: Content, now: Content): Content {
  return { ...now, ...only(content, changed(content, before)) };
}

function changed(content: Content, before: Content): Field[] {
  return FIELDS.filter((name) => content[name] !== before[name]);
}

function only(content: Content, names: readonly Field[]): Partial<Content> {
  return Object.fromEntries(names.map((name) => [name, content[name]]));
}
