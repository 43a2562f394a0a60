// Calling somebody while writing: what is being typed behind an @, and the text once somebody was chosen.
// And whether somebody is called.
import { fit } from "../people/searching";
import type { Viewer } from "../session/Session";
import type { CommentItem } from "./documents";

export interface Callable {
  readonly id: string;
  readonly name: string;
  /** A person's number, a department's code. */
  readonly also: string;
  /** The server's own form of the call. */
  readonly mentionText: string;
  readonly departmentName: string;
}

const LONGEST = 30;
const CALL = /(?:^|[\s(])@([^\s@[\]()]{1,30})$/u;

/** What stands behind the @ before the caret, composed as people search it; null if nothing is being called. */
export function calledAt(text: string, caret: number): string | null {
  const before = text.slice(Math.max(0, caret - LONGEST - 2), caret);
  return CALL.exec(before)?.[1]?.normalize("NFC") ?? null;
}

/** What was found for something else, a moment ago, is not offered: Enter would call somebody else. */
export function offered(found: readonly Callable[], called: string): Callable[] {
  return found.filter(({ name, also }) => fit(called, { name, also: [also] }) !== null);
}

/** The text with `mention` (the server's own form of the call) in place of what was typed, and where the caret goes. */
export function withCall(text: string, caret: number, mention: string): { text: string; caret: number } {
  const start = text.lastIndexOf("@", caret - 1);
  const put = `${mention} `;
  return { text: text.slice(0, start) + put + text.slice(caret), caret: start + put.length };
}

/** By name, or with a department of theirs. */
export function callsThem({ mentions }: Pick<CommentItem, "mentions">, { employee, departments }: Pick<Viewer, "employee" | "departments">): boolean {
  const theirs = new Set(departments.map(({ id }) => id));
  return mentions.some((one) => (one.employee && one.employee.id === employee?.id) || (one.department && theirs.has(one.department.id)));
}
