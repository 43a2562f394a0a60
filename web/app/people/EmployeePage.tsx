// One employee: where they belong and belonged, and what they have taken on.
import { Link } from "wouter";

import { useRead } from "../api/useRead";
import { Badge } from "../parts/Badge";
import { Loading } from "../parts/Loading";
import { Problem } from "../parts/Problem";
import { useTitle } from "../parts/title";
import { enums } from "../words/enums";
import { useWords } from "../words/language";
import { Day } from "../words/times";
import { NotThere } from "./DepartmentPage";
import { EMPLOYEE, type Person } from "./documents";
import { words } from "./words";
import "./people.css";

export default function EmployeePage({ params }: { params: Record<string, string> }) {
  const w = useWords(words);
  const number = decodeURIComponent(params["number"] ?? "");
  const { data, failure, again } = useRead(EMPLOYEE, { number });
  const one = data?.employee;
  useTitle(one?.name ?? w.title);
  if (failure) return <Problem failure={failure} again={again} />;
  if (!data) return <Loading />;
  if (!one) return <NotThere />;
  return (
    <div className="stack people">
      <p><Link className="link" href="/departments">{w.toChart}</Link></p>
      <div className="row">
        <h1>{one.name}</h1>
        {one.isSample && <Badge>{w.sample}</Badge>}
      </div>
      <dl className="card people-facts">
        <div><dt>{w.number}</dt><dd>{one.number}</dd></div>
        {one.email && <div><dt>{w.email}</dt><dd><a className="link" href={`mailto:${one.email}`}>{one.email}</a></dd></div>}
        {one.leftOn && <div><dt>{w.leftOn}</dt><dd><Day on={one.leftOn} /></dd></div>}
      </dl>
      <Memberships one={one} />
      <Roles one={one} />
    </div>
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
            {department && <Link className="link" href={`/departments/${encodeURIComponent(department.code)}`}>{department.name}</Link>}
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

function Period({ since, until }: { since: string; until: string | null }) {
  const w = useWords(words);
  return <><Day on={since} /> – {until ? <Day on={until} /> : w.stillSo}</>;
}
