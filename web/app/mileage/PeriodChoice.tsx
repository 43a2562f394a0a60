// The period in the address, and the controls that choose another one.
import type { ReactNode } from "react";
import { useSearchParams } from "wouter";

import { Choice } from "../parts/Choice";
import { enums } from "../words/enums";
import { useLanguage, useWords } from "../words/language";
import { useToldByClock } from "../words/times";
import { keyOf, KINDS, neighbour, periodIn, periodText, present, type Period } from "./periods";
import { words } from "./words";

interface Chosen {
  readonly period: Period;
  choose(period: Period): void;
}

/** Without one in the address: the present month. */
export function usePeriod(): Chosen {
  const [address, setAddress] = useSearchParams();
  const asked = address.get("period");
  const key = useToldByClock((now) => keyOf(periodIn(asked, now)));
  const choose = (next: Period) => {
    const wanted = new URLSearchParams(address);
    wanted.set("period", keyOf(next));
    setAddress(wanted, { replace: true });
  };
  return { period: periodIn(key, Date.now()), choose };
}

export function PeriodChoice({ period, choose, children }: Chosen & { children?: ReactNode }) {
  const w = useWords(words);
  const names = useWords(enums);
  const { language } = useLanguage();
  const now = Date.now();
  const step = (by: -1 | 1, label: string) => {
    const next = neighbour(period, by, now);
    return (
      <button type="button" className="krds-btn tertiary small" aria-disabled={next === null} onClick={() => next && choose(next)}>
        {label}
      </button>
    );
  };
  return (
    <div className="filters">
      <Choice label={w.period} value={period.kind} values={KINDS} names={names.mileagePeriod} choose={(kind) => choose(present(kind, now))} />
      {children}
      <div className="row">
        {period.kind !== "ALL" && step(-1, w.before)}
        <strong className="number">{periodText(period, language)}</strong>
        {period.kind !== "ALL" && step(1, w.after)}
      </div>
    </div>
  );
}
