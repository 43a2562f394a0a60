// Days and instants as people say them. The city's day is Seoul's, wherever the reader sits.
import { useSyncExternalStore } from "react";

import { type Language, useLanguage } from "./language";

const SEOUL = "Asia/Seoul";
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const LOCALE: Record<Language, string> = { ko: "ko-KR", en: "en-GB" };

/** Today in Seoul, as the API writes days: 2014-07-01. */
export function today(now: number): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: SEOUL }).format(now);
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
  return new Intl.DateTimeFormat(LOCALE[language], parts).format(Date.parse(day));
}

export function instantText(instant: string, language: Language): string {
  const parts = { dateStyle: "medium", timeStyle: "short", timeZone: SEOUL } as const;
  return new Intl.DateTimeFormat(LOCALE[language], parts).format(Date.parse(instant));
}

export function agoText(instant: string, language: Language, now: number): string {
  const passed = Math.max(0, now - Date.parse(instant));
  const relative = new Intl.RelativeTimeFormat(LOCALE[language], { numeric: "auto" });
  if (passed < MINUTE) return language === "ko" ? "방금" : "just now";
  if (passed < HOUR) return relative.format(-Math.floor(passed / MINUTE), "minute");
  if (passed < DAY) return relative.format(-Math.floor(passed / HOUR), "hour");
  if (passed < 30 * DAY) return relative.format(-Math.floor(passed / DAY), "day");
  return dayText(today(Date.parse(instant)), language, now);
}

/** Now, told again every half minute: one clock for all that stands on the page. */
export function useNow(): number {
  return useSyncExternalStore(clock.listen, clock.now);
}

export function Ago({ at }: { at: string }) {
  const { language } = useLanguage();
  const now = useNow();
  return (
    <time dateTime={at} title={instantText(at, language)}>
      {agoText(at, language, now)}
    </time>
  );
}

export function Day({ on }: { on: string }) {
  const { language } = useLanguage();
  const now = useNow();
  return <time dateTime={on}>{dayText(on, language, now)}</time>;
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
