// One employee: where they belong and belonged, and what they have taken on.
import { useRead } from "../api/useRead";
import { GiveThanks } from "../mileage/thanks/GiveThanks";
import { enums } from "../words/enums";
import { useWords } from "../words/language";
import { Day } from "../words/times";
import { EMPLOYEE, type Person } from "./documents";
import { DepartmentLink, Period } from "./Links";
import { Sheet } from "./Sheet";
import { words } from "./words";

export default function EmployeePage({ params }: { params: Record<string, string> }) {
  const w = useWords(words);
  const number = decodeURIComponent(params["number"] ?? "");
  const reading = useRead(EMPLOYEE, { number });
  return (
    <Sheet reading={reading} one={reading.data?.employee}>
      {(one) => (
        <>
          <dl className="card people-facts">
            <div><dt>{w.number}</dt><dd>{one.number}</dd></div>
            {one.email && <div><dt>{w.email}</dt><dd><a className="link" href={`mailto:${one.email}`}>{one.email}</a></dd></div>}
            {one.leftOn && <div><dt>{w.leftOn}</dt><dd><Day on={one.leftOn} /></dd></div>}
          </dl>
          <GiveThanks key={one.id} one={one} />
          <Memberships one={one} />
          <Roles one={one} />
        </>
      )}
    </Sheet>
  );
}

function Memberships({ one: { memberships } }: { one: Person }) {
  const w = useWords(words);
  const { position } = useWords(enums);
  return (
    <section className="card stack tight" aria-labelledby="memberships">
      <h2 id="memberships">{w.memberships}</h2>
      {memberships.length === 0 && <p className="subtle">{w.noMemberships}</p>}
      <ul className="people-history">
        {memberships.map(({ id, department, position: rank, isMain, since, until }) => (
          <li key={id}>
            {department && <DepartmentLink one={department} />}
            <span className="subtle small">
              {position[rank]}
              {!isMain && ` · ${w.secondary}`} · <Period since={since} until={until} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Roles({ one: { roleGrants } }: { one: Person }) {
  const w = useWords(words);
  const { role: names } = useWords(enums);
  if (roleGrants.length === 0) return null;
  return (
    <section className="card stack tight" aria-labelledby="roles">
      <h2 id="roles">{w.roles}</h2>
      <ul className="people-history">
        {roleGrants.map(({ role, since, until }) => (
          <li key={`${role} ${since}`}>
            <strong>{names[role]}</strong>
            <span className="subtle small"><Period since={since} until={until} /></span>
          </li>
        ))}
      </ul>
    </section>
  );
}
