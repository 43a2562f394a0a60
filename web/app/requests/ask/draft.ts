// A draft in the making: what is written, what of it the server has, and what stands between the two.
import { BLANK, isAlike, isSame, missing, type Content } from "./content";
import { mended, type Problems } from "./problems";

export interface Saved {
  readonly id: string;
  readonly version: number;
  readonly content: Content;
}

/** - `discarded`: thrown away here. - `gone`: elsewhere. - `sent`: under this number. */
export type Ending = { readonly kind: "discarded" | "gone" } | { readonly kind: "sent"; readonly key: string };

export interface Draft {
  /** By which this page knows it: the UUID that it will have, or its ID. */
  readonly key: string;
  readonly content: Content;
  readonly saved: Saved | null;
  /** What the server was given without having answered yet: it may have it already. */
  readonly underway: Content | null;
  /** What was adjusted when it came from a template. */
  readonly notes: readonly string[];
  readonly problems: Problems;
  readonly standing: "resting" | "saving" | "unreachable" | "refused";
  /** The server's, changed elsewhere while this was changed here: one of the two has to give way. */
  readonly theirs: Saved | null;
  readonly ending: Ending | null;
}

export type Outcome =
  | { readonly kind: "saved"; readonly saved: Saved }
  | { readonly kind: "refused"; readonly problems: Problems; readonly saved: Saved | null }
  | { readonly kind: "stale"; readonly theirs: Saved }
  | { readonly kind: "ended"; readonly ending: Ending }
  | { readonly kind: "unreachable"; readonly saved: Saved | null };

export function begun(key: string, content: Content = BLANK): Draft {
  return { key, content, saved: null, underway: null, notes: [], problems: {}, standing: "resting", theirs: null, ending: null };
}

/** What was kept here, with what the server has now. */
export function opened(kept: Draft, now: Saved): Draft {
  if (kept.saved === null || !isDirty(kept)) return { ...kept, content: now.content, saved: now };
  return now.version > kept.saved.version ? met(kept, now) : { ...kept, saved: { ...now, content: kept.saved.content } };
}

export function isDirty({ content, saved }: Draft): boolean {
  return !isSame(content, saved?.content ?? BLANK);
}

/** Whether there is something to save that the server would take. */
export function isWaiting(draft: Draft): boolean {
  const { content, standing, theirs, ending } = draft;
  return isDirty(draft) && missing(content).length === 0 && theirs === null && ending === null && standing !== "refused";
}

export function written(draft: Draft, change: Partial<Content>): Draft {
  const problems = mended(draft.problems, Object.keys(change));
  return { ...draft, content: { ...draft.content, ...change }, problems, standing: draft.standing === "saving" ? "saving" : "resting" };
}

export function settled(draft: Draft, outcome: Outcome): Draft {
  switch (outcome.kind) {
    case "saved":
      return { ...draft, saved: outcome.saved, underway: null, standing: "resting", problems: {} };
    case "refused":
      return { ...draft, saved: outcome.saved, underway: null, standing: "refused", problems: outcome.problems };
    case "unreachable":
      return { ...draft, saved: outcome.saved, standing: "unreachable" };
    case "ended":
      return { ...draft, standing: "resting", ending: outcome.ending };
    case "stale":
      return met({ ...draft, standing: "resting" }, outcome.theirs);
  }
}

/** What is here goes over what is there, or the other way round. */
export function resolved(draft: Draft, whose: "mine" | "theirs"): Draft {
  if (draft.theirs === null) return draft;
  const content = whose === "mine" ? draft.content : draft.theirs.content;
  return { ...draft, content, saved: draft.theirs, theirs: null, problems: {} };
}

/** Our own words that came back, as after a lost answer or a page that was loaded anew meanwhile, are no conflict. */
function met(draft: Draft, theirs: Saved): Draft {
  const ours = [draft.content, draft.underway].find((one) => one !== null && isAlike(one, theirs.content));
  return { ...draft, underway: null, ...(ours ? { saved: { ...theirs, content: ours } } : { theirs }) };
}
