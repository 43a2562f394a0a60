// Finding by name the way Korean is typed: whole words, parts, initials (ㄱㅌㅈㅊ), or a syllable half typed.
import { canBeChoseong, disassemble, getChoseong } from "es-hangul";

export interface Searchable {
  readonly name: string;
  /** Other words that it is known by: its code, the names of what is above it. Initials do not count for these. */
  readonly also?: readonly string[];
}

/** How well a text fits, the lower the better; null if it does not. Spaces and Unicode forms make no difference. */
export function fit(wanted: string, { name, also = [] }: Searchable): number | null {
  const words = composed(wanted).split(/\s+/u).filter(Boolean);
  const whole = place(words.join(""), name);
  if (whole !== null) return whole === 0 ? 0 : 1;
  const isTold = (word: string) => !INITIAL.test(word) && also.some((text) => place(word, text) !== null);
  return words.every((word) => place(word, name) !== null || isTold(word)) ? 2 : null;
}

/** Those that fit, best first; equally good ones stay in their order. */
export function found<One extends Searchable>(wanted: string, all: readonly One[]): readonly One[] {
  const fitting = all.flatMap((one) => {
    const rank = fit(wanted, one);
    return rank === null ? [] : [{ one, rank }];
  });
  return fitting.sort((left, right) => left.rank - right.rank).map(({ one }) => one);
}

/** The first place in `text` where `wanted` stands, or null. Nothing stands at the beginning. */
function place(wanted: string, text: string): number | null {
  const letters = [...composed(text).replace(/\s+/gu, "")];
  const sought = [...spread(wanted)];
  for (let start = 0; start + sought.length <= letters.length; start++) {
    if (standsAt(sought, letters, start)) return start;
  }
  return null;
}

function standsAt(sought: readonly string[], letters: readonly string[], start: number): boolean {
  const last = sought.length - 1;
  return sought.every((letter, index) => {
    const here = letters[start + index] ?? "";
    if (canBeChoseong(letter)) return letter === here || letter === getChoseong(here);
    if (index < last) return letter === here;
    const rest = disassemble(letters.slice(start + index, start + index + 2).join(""));
    return rest.startsWith(disassemble(letter)); // 교토 on the way to 교통, 버슺 to 버스정
  });
}

/** ㄳ, as keyboards write ㄱ and ㅅ, is two initials again. */
function spread(text: string): string {
  return [...text].map((letter) => (/[ㄳ-ㅄ]/u.test(letter) && !canBeChoseong(letter) ? disassemble(letter) : letter)).join("");
}

/** One form for all: composed syllables, small letters, and single initials as keyboards write them. */
function composed(text: string): string {
  return text.normalize("NFC").toLowerCase().replace(/[\u1100-\u1112]/gu, (jamo) => INITIALS[jamo.charCodeAt(0) - 0x1100] ?? jamo);
}

const INITIAL = /[ㄱ-ㅎ]/u;
const INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
