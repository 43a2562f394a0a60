// What the titles there are offer to choose from.
import type { BriefTitle } from "./useEveryTitle";

interface Choices {
  readonly values: readonly string[];
  readonly names: Readonly<Record<string, string>>;
}

/** Of a select: the first means any, `chosen` is offered even if nothing has it. */
export function choices(any: string, chosen: string, offered: readonly (readonly [string, string])[]): Choices {
  const known = offered.some(([value]) => value === chosen) || chosen === "";
  const all: (readonly [string, string])[] = [["", any], ...offered, ...(known ? [] : [[chosen, chosen] as const])];
  return { values: all.map(([value]) => value), names: Object.fromEntries(all) };
}

export function topicsOf(titles: readonly Pick<BriefTitle, "topics">[]): string[] {
  return [...new Set(titles.flatMap(({ topics }) => topics))].sort(inKorean);
}

export function publishersOf(titles: readonly Pick<BriefTitle, "publisher">[]): (readonly [string, string])[] {
  const known = new Map(titles.flatMap(({ publisher }) => (publisher ? [[publisher.id, publisher.name] as const] : [])));
  return [...known].sort(([, one], [, other]) => inKorean(one, other));
}

function inKorean(one: string, other: string): number {
  return one.localeCompare(other, "ko");
}
