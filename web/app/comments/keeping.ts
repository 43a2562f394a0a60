// A comment that is not sent yet is kept in its tab, each person's own: whoever leaves the page and comes back writes on.
import { attempt } from "../parts/storing";
import type { Draft } from "./sending";

const FORM = 1; // of what is kept: what an earlier one wrote is not read

export function placeOf(owner: string, requestId: string, parentId: string | undefined): string {
  return `madang.comment.${FORM}.${owner}.${requestId}.${parentId ?? ""}`;
}

export function keep(place: string, draft: Draft): void {
  const isBlank = !draft.body.trim();
  attempt(() => (isBlank ? sessionStorage.removeItem(place) : sessionStorage.setItem(place, JSON.stringify(draft))), undefined);
}

export function find(place: string): Draft | null {
  const text = attempt(() => sessionStorage.getItem(place), null);
  return text === null ? null : attempt(() => JSON.parse(text) as Draft, null);
}
