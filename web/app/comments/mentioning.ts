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

const CALLED = /@\[([^\[\]\n]{1,60})\]\((?:employee|department):[0-9a-f-]{36}\)/giu;

/** A text as its writer reads it, without the IDs in its calls; what is called by the same name as another keeps its own. */
export function readable(body: string): string {
  const named = callsIn(body);
  return body.replace(CALLED, (call, name: string) => (named.get(`@${name}`) === call ? `@${name}` : call));
}

/** The text that was made of what `body` showed, its calls with their IDs again. A name that was changed calls nobody. */
export function sendable(typed: string, body: string): string {
  const named = [...callsIn(body)].sort(([one], [other]) => other.length - one.length);
  const call = (rest: string) => named.find(([name]) => rest.startsWith(name));
  let text = "";
  for (let at = 0; at < typed.length; ) {
    const [name, whole] = (typed[at] === "@" && call(typed.slice(at))) || [typed[at] ?? "", typed[at] ?? ""];
    text += whole;
    at += name.length;
  }
  return text;
}

function callsIn(body: string): Map<string, string> {
  const named = new Map<string, string>();
  for (const [call, name] of body.matchAll(CALLED)) {
    if (!named.has(`@${name}`)) named.set(`@${name}`, call);
  }
  return named;
}

/** By name, or with a department of theirs. */
export function callsThem({ mentions }: Pick<CommentItem, "mentions">, { employee, departments }: Pick<Viewer, "employee" | "departments">): boolean {
  const theirs = new Set(departments.map(({ id }) => id));
  return mentions.some((one) => (one.employee && one.employee.id === employee?.id) || (one.department && theirs.has(one.department.id)));
}
