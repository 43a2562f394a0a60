// The chart as a tree of lines: kinds of organisation, what stands in them, and what stands below that.
import type { Enum } from "../api/graphql";
import type { Chart, Department } from "./charting";

type Kind = Enum<"OrganisationKind">;

export interface Line {
  /** A department's ID, or a kind. */
  readonly key: string;
  /** From 1. */
  readonly level: number;
  /** Among those beside it, from 1, and how many these are. */
  readonly place: number;
  readonly size: number;
  readonly parent: string | null;
  /** Null for what has nothing below it. */
  readonly isOpen: boolean | null;
  /** How many departments stand in it, at any depth. */
  readonly count: number;
  readonly kind: Kind | null;
  readonly department: Department | null;
}

export interface Move {
  readonly to: string;
  /** What is to be opened or closed. */
  readonly turn: string | null;
}

const KINDS: readonly Kind[] = ["HEADQUARTERS", "AFFILIATED_OFFICE", "DISTRICT", "INVESTED_INSTITUTION", "ENTRUSTED_OPERATOR", "EXTERNAL"];

/** The lines that are shown, from the top, when `open` holds the keys of all that is open. */
export function linesOf({ all }: Chart, open: ReadonlySet<string>): Line[] {
  const below = childrenOf(all);
  const countIn = (id: string): number => (below.get(id) ?? []).reduce((sum, one) => sum + 1 + countIn(one.id), 0);
  const walk = (siblings: readonly Department[], level: number, parent: string): Line[] =>
    siblings.flatMap((department, index) => {
      const { id } = department;
      const children = below.get(id) ?? [];
      const isOpen = children.length > 0 ? open.has(id) : null;
      const line = { key: id, level, place: index + 1, size: siblings.length, parent, isOpen, count: countIn(id), kind: null, department };
      return [line, ...(isOpen ? walk(children, level + 1, id) : [])];
    });
  const kinds = KINDS.filter((kind) => below.has(kind));
  return kinds.flatMap((kind, index) => {
    const isOpen = open.has(kind);
    const line = { key: kind, level: 1, place: index + 1, size: kinds.length, parent: null, isOpen, count: countIn(kind), kind, department: null };
    return [line, ...(isOpen ? walk(below.get(kind) ?? [], 2, kind) : [])];
  });
}

/** All that has to be open for a department to be seen. */
export function above(chart: Chart, id: string): string[] {
  const one = chart.get(id);
  if (one === undefined) return [];
  const parent = one.parentId === null ? undefined : chart.get(one.parentId);
  return parent ? [...above(chart, parent.id), parent.id] : [one.kind];
}

/** What a key does at a line, as in any tree; null if nothing. */
export function pressed(lines: readonly Line[], at: string, key: string): Move | null {
  const index = lines.findIndex((line) => line.key === at);
  const line = lines[index];
  if (line === undefined) return null;
  const go = (to: Line | undefined) => (to ? { to: to.key, turn: null } : null);
  if (key === "ArrowDown") return go(lines[index + 1]);
  if (key === "ArrowUp") return go(lines[index - 1]);
  if (key === "Home") return go(lines[0]);
  if (key === "End") return go(lines.at(-1));
  if (key === "ArrowRight") return line.isOpen === false ? { to: at, turn: at } : line.isOpen ? go(lines[index + 1]) : null;
  if (key === "ArrowLeft") return line.isOpen ? { to: at, turn: at } : line.parent ? { to: line.parent, turn: null } : null;
  return null;
}

export function turned(open: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(open);
  if (!next.delete(key)) next.add(key);
  return next;
}

/** By the ID of what is above, or by kind for what stands at the top. */
function childrenOf(all: readonly Department[]): Map<string, Department[]> {
  const known = new Set(all.map(({ id }) => id));
  const below = new Map<string, Department[]>();
  for (const one of all) {
    const parent = one.parentId !== null && known.has(one.parentId) ? one.parentId : one.kind;
    below.set(parent, [...(below.get(parent) ?? []), one]);
  }
  return below;
}
