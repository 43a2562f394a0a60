// What is wrong with a draft, by the field it stands beside: "title", "deliveries.0.dueOn", "" for the whole.
import type { DraftRefusal } from "./documents";

export type Problems = Readonly<Record<string, string>>;
export type Step = 1 | 2 | 3 | 4;

export const STEPS: readonly Step[] = [1, 2, 3, 4];
const FIRST = ["title", "project", "scale", "significance", "body", "dueOn"];

export function problemsOf(refusals: readonly Pick<DraftRefusal, "field" | "message">[]): Problems {
  return Object.fromEntries(refusals.map(({ field, message }) => [nameOf(field), message]));
}

/** The step where the first of them is to be mended, or null. */
export function stepOf(problems: Problems): Step | null {
  const names = Object.keys(problems);
  if (names.some((name) => FIRST.includes(name))) return 1;
  if (names.some((name) => name === "restriction" || name.split(".")[0] === "deliveries")) return 2;
  return names.length > 0 ? 4 : null;
}

/** Without those of the fields that have just been changed. */
export function mended(problems: Problems, changed: readonly string[]): Problems {
  const roots = changed.map((name) => (name === "departments" ? "deliveries" : name));
  return Object.fromEntries(Object.entries(problems).filter(([name]) => !roots.includes(name.split(".")[0] ?? "") && name !== ""));
}

function nameOf(field: readonly string[]): string {
  const [root, ...rest] = field;
  return (root === "input" ? rest : field).join(".");
}
