// What a department was called and where it stood, from the newest.
import { enums } from "../words/enums";
import { useWords } from "../words/language";
import type { Shown } from "./documents";
import { DepartmentLink, Period } from "./Links";
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
              <Period since={since} until={until} /> · {organisationKind[kind]}
              {parent && <> · <DepartmentLink one={parent} /></>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
