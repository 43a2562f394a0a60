// Points come as exact decimals in text: "12.50".
import type { Language } from "../words/language";

const LOCALE: Record<Language, string> = { ko: "ko-KR", en: "en-GB" };

export function pointsText(points: unknown, language: Language): string {
  return Number(points).toLocaleString(LOCALE[language], { maximumFractionDigits: 2 });
}

/** With its sign, as an amount that is added. */
export function signedText(points: unknown, language: Language): string {
  return Number(points).toLocaleString(LOCALE[language], { maximumFractionDigits: 2, signDisplay: "exceptZero" });
}
