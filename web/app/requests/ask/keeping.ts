// Drafts in this browser, each person's own, before and between savings. Where storage is forbidden they last as long as the page.
import { BLANK, isSame } from "./content";
import { begun, type Draft } from "./draft";

type Kept = Pick<Draft, "key" | "content" | "saved" | "underway" | "notes"> & { readonly at: string };

const FORM = 1; // of what is kept: what an earlier one wrote is not read

export function keep(owner: string, { key, content, saved, underway, notes }: Draft): void {
  if (saved === null && isSame(content, BLANK)) return drop(owner, key);
  const kept: Kept = { key, content, saved, underway, notes, at: new Date().toISOString() };
  attempt(() => localStorage.setItem(placeOf(owner, key), JSON.stringify(kept)), undefined);
}

export function drop(owner: string, key: string): void {
  attempt(() => localStorage.removeItem(placeOf(owner, key)), undefined);
}

/** By its key or by its ID on the server. */
export function find(owner: string, name: string): Draft | null {
  return all(owner).find(({ draft }) => draft.key === name || draft.saved?.id === name)?.draft ?? null;
}

/** The newest first. */
export function all(owner: string): { readonly draft: Draft; readonly at: string }[] {
  const places = attempt(() => Object.keys(localStorage), []).filter((place) => place.startsWith(placeOf(owner, "")));
  const kept = places.flatMap((place) => attempt(() => [JSON.parse(localStorage.getItem(place) ?? "") as Kept], []));
  return kept.sort((one, other) => other.at.localeCompare(one.at)).map(({ at, ...told }) => ({ at, draft: { ...begun(told.key), ...told } }));
}

function placeOf(owner: string, key: string): string {
  return `madang.ask.${FORM}.${owner}.${key}`;
}

function attempt<Value>(act: () => Value, otherwise: Value): Value {
  try {
    return act();
  } catch {
    return otherwise;
  }
}
