// What a title says while an administrator writes it, as the form holds it.
import type { Format } from "../formats";
import type { Title } from "../titles/documents";

export interface Content {
  readonly name: string;
  /** The ID of a department, or nothing. */
  readonly departmentId: string;
  readonly audience: Title["audience"];
  readonly period: Title["period"];
  /** Divided by commas. */
  readonly topics: string;
  readonly formats: readonly Format[];
  readonly language: Title["language"];
  readonly status: Title["status"];
}

export type Field = keyof Content;
export const FIELDS: readonly Field[] = ["name", "departmentId", "audience", "period", "topics", "formats", "language", "status"];
export const BLANK: Content = { name: "", departmentId: "", audience: "CITIZEN", period: "MONTHLY", topics: "", formats: ["WEB"], language: "KO", status: "ACTIVE" };
export const SLUG = /^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$/u;

type Known = Pick<Title, "name" | "publisher" | "audience" | "period" | "topics" | "formats" | "language" | "status">;

export function contentOf({ name, publisher, audience, period, topics, formats, language, status }: Known): Content {
  return { name, departmentId: publisher?.id ?? "", audience, period, topics: topics.join(", "), formats, language, status };
}

export function topicsIn(text: string): string[] {
  return [...new Set(text.split(/[,，、]/u).map((topic) => topic.replace(/\s+/gu, " ").trim()))].filter((topic) => topic !== "");
}

/** Names of what differs. */
export function changed(content: Content, before: Content): Field[] {
  return FIELDS.filter((name) => said(content, name) !== said(before, name));
}

/** What the server is given: only what differs, for the rest may have been changed by somebody else. */
export function inputOf(content: Content, names: readonly Field[]) {
  const given = Object.fromEntries(names.map((name) => [name, content[name]])) as Partial<Content>;
  const { topics, formats, ...others } = given;
  return { ...others, ...(topics !== undefined && { topics: topicsIn(topics) }), ...(formats && { formats: [...formats] }) };
}

function said(content: Content, name: Field): string {
  if (name === "formats") return content.formats.join(" ");
  return name === "topics" ? topicsIn(content.topics).join("\n") : content[name].trim();
}
