// Ratings: what I have to rate and until when, what was said of my work, and how my department is rated.
import { useId } from "react";
import { Link } from "wouter";

import { Loading } from "../parts/Loading";
import { Empty, Problem } from "../parts/Problem";
import { useTitle } from "../parts/title";
import { useSession } from "../session/Session";
import { useWords } from "../words/language";
import type { Rating } from "./documents";
import { EvaluationCard } from "./EvaluationCard";
import { SECTIONS, type Section } from "./sections";
import { Summary } from "./Summary";
import { useEvaluations } from "./useEvaluations";
import type { OnRated } from "./useRating";
import { words } from "./words";

export default function Evaluations() {
  const w = useWords(words);
  const { viewer } = useSession();
  const { sections, failure, onRated } = useEvaluations();
  useTitle(w.title);
  return (
    <div className="stack">
      <div>
        <h1>{w.title}</h1>
        <p className="subtle">{w.intro}</p>
      </div>
      {failure && <Problem failure={failure} />}
      {!sections && !failure && <Loading lines={4} />}
      {sections && sections.mine.length === 0 && (
        <Empty title={w.none}>
          <p>{w.noneHelp}</p>
        </Empty>
      )}
      {sections && SECTIONS.map((section) => <List key={section} section={section} ratings={sections[section]} onRated={onRated} />)}
      {viewer.departments.map(({ id, name }) => (
        <Summary key={id} id={id} name={name} />
      ))}
    </div>
  );
}

function List({ section, ratings, onRated }: { section: Section; ratings: readonly Rating[]; onRated: OnRated }) {
  const w = useWords(words);
  const id = useId();
  if (ratings.length === 0) return null;
  return (
    <section aria-labelledby={id} className="stack tight">
      <h2 id={id}>
        {w[section]} <span className="number subtle">{w.count(ratings.length)}</span>
      </h2>
      <ul className="stack tight">
        {ratings.map((rating) => (
          <Item key={rating.id} rating={rating} onRated={onRated} />
        ))}
      </ul>
    </section>
  );
}

function Item({ rating, onRated }: { rating: Rating; onRated: OnRated }) {
  const w = useWords(words);
  const { request, departmentName, handlers, result } = rating;
  const names = handlers.flatMap(({ employee }) => employee?.name ?? []).join(", ");
  return (
    <li className="card stack tight">
      <h3>
        <Link href={`/requests/${request?.key ?? ""}`}>{request?.title}</Link>
      </h3>
      <p className="subtle small">
        {request?.requesterDepartmentName} {request?.requester?.name} → {departmentName} {names}
      </p>
      {result && (
        <details className="small">
          <summary>{w.result}</summary>
          <p className="user-text">{result}</p>
        </details>
      )}
      <EvaluationCard delivery={rating} onRated={onRated} />
    </li>
  );
}
