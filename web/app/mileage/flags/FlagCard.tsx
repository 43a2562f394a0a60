// One question: who, when, how rare, and what it was counted from.
import { useId } from "react";

import { useLanguage, useWords } from "../../words/language";
import { dayText, today, useToldByClock } from "../../words/times";
import { Person } from "../Person";
import { onceIn } from "./choosing";
import type { Evidence, Flag } from "./documents";
import { Entries } from "./Entries";
import { words } from "./words";

export function FlagCard({ flag }: { flag: Flag }) {
  const w = useWords(words);
  const id = useId();
  return (
    <article className="stack tight" aria-labelledby={id}>
      <h2 id={id}>{w.kinds[flag.kind]}</h2>
      <p>{flag.explanation}</p>
      <dl className="flag-facts">
        <div>
          <dt>{w.people}</dt>
          <dd>
            <ul className="flag-people">
              {flag.people.map(({ employee }, at) => (
                <li key={employee?.id ?? at}><Person one={employee} /> <span className="subtle small">{employee?.department?.name}</span></li>
              ))}
            </ul>
          </dd>
        </div>
        <Period flag={flag} />
        <div><dt>{w.chance}</dt><dd><Chance score={flag.score} /></dd></div>
      </dl>
      <h3 className="sr-only">{w.evidence}</h3>
      <ul className="flag-evidence">{flag.evidence.map((one, at) => <li key={at}><Shown one={one} /></li>)}</ul>
    </article>
  );
}

function Period({ flag }: { flag: Flag }) {
  const w = useWords(words);
  const { language } = useLanguage();
  const day = (instant: string, now: number) => dayText(today(Date.parse(instant)), language, now);
  const text = useToldByClock((now) => `${day(flag.firstAt, now)} ~ ${day(flag.lastAt, now)}`);
  return <div><dt>{w.from}</dt><dd className="number">{text}</dd></div>;
}

function Chance({ score }: { score: number }) {
  const w = useWords(words);
  const { language } = useLanguage();
  const times = onceIn(score);
  return times === null ? w.rarer : w.onceIn(times.toLocaleString(language === "ko" ? "ko-KR" : "en-GB"));
}

function Shown({ one }: { one: Evidence }) {
  const w = useWords(words);
  return (
    <div className="stack tight">
      <strong>{w.witnesses[one.what]}</strong>
      <dl className="flag-numbers small number">
        {one.numbers.map(({ name, value }) => <div key={name}><dt>{w.numbers[name] ?? name}</dt><dd>{value}</dd></div>)}
      </dl>
      {one.entries.length > 0 && <Entries ids={one.entries} />}
    </div>
  );
}
