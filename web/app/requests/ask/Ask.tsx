// Where asking begins: drafts to go on with, templates to begin with, or an empty page.
import { useCallback, useEffect, useState } from "react";
import { Link, useLocation } from "wouter";

import { change, read } from "../../api/client";
import type { Failure } from "../../api/failures";
import { Loading } from "../../parts/Loading";
import { Empty, Problem } from "../../parts/Problem";
import { useTitle } from "../../parts/title";
import { useFailures } from "../../session/Session";
import { useWords } from "../../words/language";
import { Ago } from "../../words/times";
import { listed, type Listed } from "./beginnings";
import { BEGINNINGS, USE, type Beginnings } from "./documents";
import { begun } from "./draft";
import { all, keep } from "./keeping";
import { savedOf } from "./saving";
import { useOwner } from "./useEditor";
import { words } from "./words";
import "./ask.css";

export default function Ask() {
  const w = useWords(words);
  const failures = useFailures();
  const [found, setFound] = useState<Beginnings | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  useTitle(w.title);
  const load = useCallback(() => {
    setFailure(null);
    read(BEGINNINGS, {}).then(setFound, (problem: unknown) => setFailure(failures(problem)));
  }, [failures]);
  useEffect(load, [load]);
  return (
    <div className="stack ask">
      <div className="row between">
        <div>
          <h1>{w.title}</h1>
          <p className="subtle">{w.intro}</p>
        </div>
        <Blank />
      </div>
      {failure && <Problem failure={failure} again={load} />}
      <Drafts found={found} isLoading={found === null && failure === null} />
      {found && found.requestTemplates.nodes.length > 0 && <Templates found={found} />}
    </div>
  );
}

function Blank() {
  const w = useWords(words);
  const [fresh] = useState(() => crypto.randomUUID());
  return <Link href={`/ask/${fresh}`} className="krds-btn medium">{w.blank}</Link>;
}

/** What is only in this browser is there even while the server is not. */
function Drafts({ found, isLoading }: { found: Beginnings | null; isLoading: boolean }) {
  const w = useWords(words);
  const owner = useOwner();
  const drafts = listed(found?.requests.nodes ?? null, all(owner));
  return (
    <section className="stack tight" aria-labelledby="ask-drafts">
      <h2 id="ask-drafts">{w.drafts}</h2>
      {isLoading ? <Loading lines={2} /> : drafts.length === 0 ? <Empty title={w.noDrafts} /> : (
        <ul className="stack tight">
          {drafts.map((one) => (
            <DraftLine key={one.name} one={one} />
          ))}
        </ul>
      )}
    </section>
  );
}

function DraftLine({ one }: { one: Listed }) {
  const w = useWords(words);
  return (
    <li className="card row between">
      <div className="grow">
        <h3><Link className="link user-text" href={`/ask/${encodeURIComponent(one.name)}`}>{one.title || w.untitled}</Link></h3>
        <p className="subtle small user-text">{one.project}</p>
      </div>
      <span className="subtle small">
        {one.isOnlyHere && <>{w.onlyHere} · </>}
        {w.departments(one.departments)} · <Ago at={one.at} />
      </span>
    </li>
  );
}

function Templates({ found }: { found: Beginnings }) {
  const w = useWords(words);
  return (
    <section className="stack tight" aria-labelledby="ask-templates">
      <h2 id="ask-templates">{w.templates}</h2>
      <ul className="ask-templates">
        {found.requestTemplates.nodes.map((one) => (
          <TemplateCard key={one.id} one={one} />
        ))}
      </ul>
    </section>
  );
}

function TemplateCard({ one }: { one: Beginnings["requestTemplates"]["nodes"][number] }) {
  const w = useWords(words);
  const failures = useFailures();
  const owner = useOwner();
  const [, navigate] = useLocation();
  const [problem, setProblem] = useState("");
  const [id] = useState(() => crypto.randomUUID()); // a second click makes no second draft
  const use = async () => {
    try {
      const { request, errors, adjustments } = (await change(USE, { id: one.id, input: { id } })).requestTemplateUse;
      if (request === null) return setProblem(errors.map(({ message }) => message).join(" "));
      const saved = savedOf(request);
      keep(owner, { ...begun(id, saved.content), saved, notes: adjustments.map(({ message }) => message) });
      navigate(`/ask/${id}`);
    } catch (caught) {
      setProblem(failures(caught).message);
    }
  };
  return (
    <li className="card stack tight">
      <h3>{one.name}</h3>
      <p className="user-text">{one.title}</p>
      <p className="subtle small">{one.addressees.map(({ department }) => department?.name).filter(Boolean).join(", ") || one.project}</p>
      {problem && <p role="alert" className="ask-error">{problem}</p>}
      <button type="button" className="krds-btn secondary small" aria-label={`${one.name}: ${w.use}`} onClick={() => void use()}>{w.use}</button>
    </li>
  );
}
