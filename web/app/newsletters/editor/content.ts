// What an issue says while it is written, as the form holds it.
import type { Enum } from "../../api/graphql";
import type { Issue } from "../reader/documents";

export interface Content {
  readonly heading: string;
  readonly body: string;
  /** A day: 2014-07-01. */
  readonly issuedOn: string;
  /** Nothing: the one behind the last. */
  readonly number: string;
  readonly audience: Enum<"NewsletterAudience">;
}

export type Field = keyof Content;
export const FIELDS: readonly Field[] = ["heading", "body", "issuedOn", "number", "audience"];
/** In characters, as the server counts them. */
export const MOST = { heading: 200, body: 20_000 } as const;
const REQUIRED = ["heading", "body", "issuedOn"] as const;

export function contentOf({ heading, body, issuedOn, number, audience }: Pick<Issue, Field>): Content {
  return { heading, body, issuedOn, number: String(number), audience };
}

/** Names of what still has to be written before the server can keep it. */
export function missing(content: Content): Field[] {
  return REQUIRED.filter((name) => content[name].trim() === "");
}

/** The number as the server takes it; undefined where nothing is written, null where it is none. */
export function numberIn({ number }: Content): number | undefined | null {
  const written = number.trim();
  if (written === "") return undefined;
  return /^\d{1,6}$/u.test(written) ? Number(written) : null;
}

/** The same but for what the server tidies: Unicode forms, blanks, line ends. */
export function isAlike(one: string, other: string): boolean {
  return tidy(one) === tidy(other);
}

export function differences(one: Content, other: Content): Field[] {
  return FIELDS.filter((name) => !isAlike(one[name], other[name]));
}

function tidy(text: string): string {
  return text.normalize("NFC").replace(/\s+/gu, " ").trim();
}
