// What a department was called and where it stood, from the newest.
import { Link } from "wouter";

import { enums } from "../words/enums";
import { useWords } from "../words/language";
import { Day } from "../words/times";
import type { Shown } from "./documents";
import { words } from "./words";

export function History({ facts }: { facts: Shown["facts"] }) {
  const w = useWords(words);
  const { organisationKind } = useWords(enums);
  return (
    <section className="card stack tight" aria-labelledby="history">
      <h2 id="history">{w.history}</h2>
      <ol className="people-history">
        {facts.map(({ since, until, name, kind, parent }) => (
          <li key={since}>
            <strong>{name}</strong>
            <span className="subtle small">
              <Day on={since} /> – {until ? <Day on={until} /> : w.stillSo} · {organisationKind[kind]}
              {parent && <> · <Link className="link" href={`/departments/${encodeURIComponent(parent.code)}`}>{parent.name}</Link></>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
