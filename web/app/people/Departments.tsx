// The city's chart of today, and finding a department or a person in it.
import { Link, useSearchParams } from "wouter";

import { useRead } from "../api/useRead";
import { Loading } from "../parts/Loading";
import { Problem } from "../parts/Problem";
import { useTitle } from "../parts/title";
import { Field } from "../parts/Field";
import { useWords } from "../words/language";
import { useChart, type Chart } from "./chart";
import { ChartTree } from "./ChartTree";
import { PEOPLE } from "./documents";
import { found } from "./searching";
import { useRested } from "../parts/useRested";
import { words } from "./words";
import "./people.css";

export default function Departments() {
  const w = useWords(words);
  const { chart, failure, again } = useChart();
  const [address, setAddress] = useSearchParams();
  const wanted = address.get("q") ?? "";
  useTitle(w.title);
  return (
    <div className="stack people">
      <div>
        <h1>{w.title}</h1>
        <p className="subtle">{w.intro}</p>
      </div>
      <form role="search" onSubmit={(event) => event.preventDefault()}>
        <Field label={w.search} hint={w.searchHint} required>
          {({ required: _, ...inside }) => (
            <input
              {...inside}
              type="search"
              className="krds-input medium"
              maxLength={100}
              value={wanted}
              onChange={({ target }) => setAddress(target.value ? { q: target.value } : {}, { replace: true })}
            />
          )}
        </Field>
      </form>
      {failure && <Problem failure={failure} again={again} />}
      {!chart && !failure && <Loading />}
      {chart && (wanted.trim() === "" ? <ChartTree chart={chart} /> : <Found chart={chart} wanted={wanted} />)}
    </div>
  );
}

function Found({ chart, wanted }: { chart: Chart; wanted: string }) {
  const w = useWords(words);
  const departments = found(wanted, chart.all);
  return (
    <div className="people-found">
      <section className="stack tight" aria-labelledby="found-departments">
        <h2 id="found-departments">{w.departments}</h2>
        <p role="status" className="subtle small">{departments.length === 0 ? w.noneFound : w.found(departments.length)}</p>
        <ul className="people-list">
          {departments.map(({ id, code, name, path }) => (
            <li key={id}>
              <Link className="link" href={`/departments/${encodeURIComponent(code)}`}>{name}</Link>{" "}
              <span className="subtle small">{path.join(" › ")}</span>
            </li>
          ))}
        </ul>
      </section>
      <People wanted={wanted} />
    </div>
  );
}

function People({ wanted }: { wanted: string }) {
  const w = useWords(words);
  const search = useRested(wanted.trim());
  const { data, failure, again } = useRead(PEOPLE, search ? { search } : null);
  const people = data?.employees;
  return (
    <section className="stack tight" aria-labelledby="found-people">
      <h2 id="found-people">{w.people}</h2>
      {failure && <Problem failure={failure} again={again} />}
      {!people && !failure && <Loading lines={2} />}
      {people && <p role="status" className="subtle small">{people.totalCount === 0 ? w.nobodyFound : w.membersOf(people.totalCount)}</p>}
      <ul className="people-list">
        {people?.nodes.map(({ id, number, name, department }) => (
          <li key={id}>
            <Link className="link" href={`/people/${encodeURIComponent(number)}`}>{name}</Link>{" "}
            <span className="subtle small">{department?.name}</span>
          </li>
        ))}
      </ul>
      {people && people.totalCount > people.nodes.length && <p className="subtle small">{w.morePeople(people.totalCount - people.nodes.length)}</p>}
    </section>
  );
}
