// Days and instants as people say them. The city's day is Seoul's, wherever the reader sits.
import { useSyncExternalStore } from "react";

import { type Language, useLanguage } from "./language";

const SEOUL = "Asia/Seoul";
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const LOCALE: Record<Language, string> = { ko: "ko-KR", en: "en-GB" };
const RELATIVE: Record<Language, Intl.RelativeTimeFormat> = {
  ko: new Intl.RelativeTimeFormat(LOCALE.ko, { numeric: "auto" }),
  en: new Intl.RelativeTimeFormat(LOCALE.en, { numeric: "auto" }),
};

/** Today in Seoul, as the API writes days: 2014-07-01. */
export function today(now: number): string {
  return dates("sv-SE", { timeZone: SEOUL }).format(now);
}

export function isPast(day: string | null | undefined, now: number): boolean {
  return day != null && day < today(now);
}

/** Negative for days that have passed. */
export function daysUntil(day: string, now: number): number {
  return Math.round((Date.parse(day) - Date.parse(today(now))) / DAY);
}

export function dayText(day: string, language: Language, now: number): string {
  const sameYear = day.slice(0, 4) === today(now).slice(0, 4);
  const year = sameYear ? {} : { year: "numeric" as const };
  const parts = { ...year, month: "short", day: "numeric", weekday: "short", timeZone: "UTC" } as const;
  return dates(LOCALE[language], parts).format(Date.parse(day));
}

export function instantText(instant: string, language: Language): string {
  const parts = { dateStyle: "medium", timeStyle: "short", timeZone: SEOUL } as const;
  return dates(LOCALE[language], parts).format(Date.parse(instant));
}

/** A moment to come, in Seoul: 12월 1일 09:00. */
export function momentText(instant: string, language: Language, now: number): string {
  const sameYear = today(Date.parse(instant)).slice(0, 4) === today(now).slice(0, 4);
  const year = sameYear ? {} : { year: "numeric" as const };
  const day = dates(LOCALE[language], { ...year, month: language === "ko" ? "long" : "short", day: "numeric", timeZone: SEOUL });
  return `${day.format(Date.parse(instant))} ${clockText(instant)}`;
}

/** As an input of a day and a time has it, in Seoul: 2014-07-01T09:00. */
export function localMoment(instant: number): string {
  return `${today(instant)}T${clockText(instant)}`;
}

/** What such an input says, as the API is told it. */
export function instantOf(local: string): string {
  return `${local}:00+09:00`;
}

function clockText(instant: string | number): string {
  return dates("sv-SE", { hour: "2-digit", minute: "2-digit", timeZone: SEOUL }).format(new Date(instant));
}

export function agoText(instant: string, language: Language, now: number): string {
  const passed = Math.max(0, now - Date.parse(instant));
  const relative = RELATIVE[language];
  if (passed < MINUTE) return language === "ko" ? "방금" : "just now";
  if (passed < HOUR) return relative.format(-Math.floor(passed / MINUTE), "minute");
  if (passed < DAY) return relative.format(-Math.floor(passed / HOUR), "hour");
  if (passed < 30 * DAY) return relative.format(-Math.floor(passed / DAY), "day");
  return dayText(today(Date.parse(instant)), language, now);
}

// Making a formatter takes longer than a hundred uses of it, and a long list uses it thousands of times.
const formatters = new Map<string, Intl.DateTimeFormat>();

function dates(locale: string, parts: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(parts);
  const known = formatters.get(key) ?? new Intl.DateTimeFormat(locale, parts);
  formatters.set(key, known);
  return known;
}

/** Now, told again every half minute: one clock for all that stands on the page. */
export function useNow(): number {
  return useToldByClock((now) => now);
}

/** What is said of now. Who shows it is drawn again only when something else is said. */
export function useToldByClock<Told extends string | number | boolean | null>(tell: (now: number) => Told): Told {
  return useSyncExternalStore(clock.listen, () => tell(clock.now()));
}

export function Ago({ at }: { at: string }) {
  const { language } = useLanguage();
  const text = useToldByClock((now) => agoText(at, language, now));
  return (
    <time dateTime={at} title={instantText(at, language)}>
      {text}
    </time>
  );
}

export function Day({ on }: { on: string }) {
  const { language } = useLanguage();
  const text = useToldByClock((now) => dayText(on, language, now));
  return <time dateTime={on}>{text}</time>;
}

export function Moment({ at }: { at: string }) {
  const { language } = useLanguage();
  const text = useToldByClock((now) => momentText(at, language, now));
  return <time dateTime={at}>{text}</time>;
}

const clock = (() => {
  const listeners = new Set<() => void>();
  let now = Date.now();
  let timer: ReturnType<typeof setInterval> | undefined;
  const tick = () => {
    now = Date.now();
    listeners.forEach((listener) => listener());
  };
  return {
    now: () => now,
    listen(listener: () => void) {
      listeners.add(listener);
      if (timer === undefined) {
        timer = setInterval(tick, MINUTE / 2);
        now = Date.now();
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) {
          clearInterval(timer);
          timer = undefined;
        }
      };
    },
  };
})();
