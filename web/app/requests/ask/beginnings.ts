// Drafts of the server and of this browser in one list: the same draft once.
import type { Beginnings } from "./documents";
import type { Draft } from "./draft";

export interface Listed {
  /** In the address. */
  readonly name: string;
  readonly title: string;
  readonly project: string;
  readonly departments: number;
  readonly at: string;
  readonly isOnlyHere: boolean;
}

/** `there`: null if the server has not been asked. The newest first. */
export function listed(there: Beginnings["requests"]["nodes"] | null, here: readonly { readonly draft: Draft; readonly at: string }[]): Listed[] {
  const isThere = (id: string) => there === null || there.some((one) => one.id === id);
  const kept = here.filter(({ draft: { saved } }) => saved === null || isThere(saved.id));
  const known = new Set(kept.map(({ draft }) => draft.saved?.id));
  const local = kept.map(({ draft: { key, content, saved }, at }) => ({
    name: key,
    title: content.title,
    project: content.project,
    departments: content.departments.length,
    at,
    isOnlyHere: saved === null,
  }));
  const remote = (there ?? []).filter(({ id }) => !known.has(id)).map(({ id, title, project, addressees, updatedAt }) => ({
    name: id,
    title,
    project,
    departments: addressees.length,
    at: updatedAt,
    isOnlyHere: false,
  }));
  return [...local, ...remote].sort((one, other) => Date.parse(other.at) - Date.parse(one.at));
}
