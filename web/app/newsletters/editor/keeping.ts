// What is not saved yet is kept in this browser, each person's own. Where storage is forbidden it lasts as long as the page.
import { attempt } from "../../parts/storing";
import { isDirty, type Draft } from "./draft";

type Kept = Pick<Draft, "key" | "begun" | "content" | "base">;

const FORM = 1; // of what is kept: what an earlier one wrote is not read

/** `name`: the ID, or the slug of the title that a new one is for. */
export function keep(owner: string, name: string, draft: Draft): void {
  if (!isDirty(draft)) return drop(owner, name);
  const { key, begun, content, base } = draft;
  const kept: Kept = { key, begun, content, base };
  attempt(() => localStorage.setItem(placeOf(owner, name), JSON.stringify(kept)), undefined);
}

export function find(owner: string, name: string): Draft | null {
  const text = attempt(() => localStorage.getItem(placeOf(owner, name)), null);
  const kept = text === null ? null : attempt(() => JSON.parse(text) as Kept, null);
  return kept && { ...kept, theirs: null, taken: [] };
}

export function drop(owner: string, name: string): void {
  attempt(() => localStorage.removeItem(placeOf(owner, name)), undefined);
}

function placeOf(owner: string, name: string): string {
  return `madang.issue.${FORM}.${owner}.${name}`;
}
