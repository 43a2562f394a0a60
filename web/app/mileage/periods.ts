// Periods as the server names them and as they stand in the address: 2026-11, 2026-H2, 2026, ALL.
import type { Enum } from "../api/graphql";
import type { Language } from "../words/language";
import { today } from "../words/times";

export type Kind = Enum<"MileagePeriodKind">;

export interface Period {
  readonly kind: Kind;
  readonly year: number | null;
  /** The month, or the half. */
  readonly part: number | null;
}

export const KINDS: readonly Kind[] = ["MONTH", "HALF", "YEAR", "ALL"];
const FIRST_YEAR = 2014;
const PARTS: Record<Kind, number> = { MONTH: 12, HALF: 2, YEAR: 1, ALL: 1 };

/** As of now, in Seoul. */
export function present(kind: Kind, now: number): Period {
  const [year = 0, month = 1] = today(now).split("-").map(Number);
  if (kind === "ALL") return { kind, year: null, part: null };
  if (kind === "YEAR") return { kind, year, part: null };
  return { kind, year, part: kind === "MONTH" ? month : Math.ceil(month / 6) };
}

/** What the address names; the present month where it names nothing that there can be. */
export function periodIn(text: string | null, now: number): Period {
  const [, year, half, month] = /^(\d{4})(?:-(?:H([12])|(0[1-9]|1[0-2])))?$/u.exec(text ?? "") ?? [];
  if (text === "ALL") return present("ALL", now);
  if (year === undefined || Number(year) < FIRST_YEAR) return present("MONTH", now);
  if (half) return { kind: "HALF", year: Number(year), part: Number(half) };
  if (month) return { kind: "MONTH", year: Number(year), part: Number(month) };
  return { kind: "YEAR", year: Number(year), part: null };
}

export function keyOf({ kind, year, part }: Period): string {
  if (kind === "ALL") return "ALL";
  if (kind === "YEAR") return String(year);
  return kind === "HALF" ? `${year}-H${part}` : `${year}-${String(part).padStart(2, "0")}`;
}

/** The one before or after; null where there is none: before the first year, in the future, for all time. */
export function neighbour({ kind, year, part }: Period, by: -1 | 1, now: number): Period | null {
  if (year === null) return null;
  const most = PARTS[kind];
  const at = year * most + (part ?? 1) - 1 + by;
  const next = { kind, year: Math.floor(at / most), part: part === null ? null : (at % most) + 1 };
  return next.year < FIRST_YEAR || keyOf(next) > keyOf(present(kind, now)) ? null : next;
}

export function periodText({ kind, year, part }: Period, language: Language): string {
  const isKorean = language === "ko";
  if (kind === "ALL") return isKorean ? "전체 기간" : "All time";
  if (kind === "YEAR") return isKorean ? `${year}년` : `${year}`;
  if (kind === "HALF") return isKorean ? `${year}년 ${part === 1 ? "상" : "하"}반기` : `${part === 1 ? "First" : "Second"} half of ${year}`;
  return isKorean ? `${year}년 ${part}월` : keyOf({ kind, year, part });
}

/** Whether a month, as 2026-11, lies in it. */
export function covers({ kind, year, part }: Period, month: string): boolean {
  const [ofYear, number = 1] = month.split("-").map(Number);
  if (kind === "ALL") return true;
  if (ofYear !== year) return false;
  return kind === "YEAR" || part === (kind === "MONTH" ? number : Math.ceil(number / 6));
}

/** The last months of a period that has begun, oldest first, and those before it until there are `count`. */
export function monthsUpTo({ kind, year, part }: Period, count: number, now: number): Period[] {
  const latest = present("MONTH", now);
  const last: Period = year === null ? latest : { kind: "MONTH", year, part: kind === "MONTH" ? part : (part ?? 2) * 6 };
  const found: Period[] = [];
  let month: Period | null = keyOf(last) > keyOf(latest) ? latest : last;
  while (month !== null && found.length < count) {
    found.unshift(month);
    month = neighbour(month, -1, now);
  }
  return found;
}
