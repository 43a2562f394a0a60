// The rules in force, those announced, all before them, and for administrators the drafts.
import { Link } from "wouter";

import { useRead } from "../../api/useRead";
import { Badge } from "../../parts/Badge";
import { Loading } from "../../parts/Loading";
import { Problem } from "../../parts/Problem";
import type { ResultOf } from "../../api/graphql";
import { useLanguage, useWords } from "../../words/language";
import { Ago, dayText, today, useToldByClock } from "../../words/times";
import { Heading } from "../Heading";
import { Person } from "../Person";
import { useIsAdministrator } from "../../session/useIsAdministrator";
import { RULES, type Policy } from "./documents";
import { Facts } from "./Facts";
import { differences, phaseOf, versionsOf, type Version } from "./numbers";
import { DifferenceTable, NumberTable } from "./NumberTable";
import { words } from "./words";
import "./policies.css";

type Known = ResultOf<typeof RULES>;

export default function Rules() {
  const w = useWords(words);
  const isAdministrator = useIsAdministrator();
  const { data, failure, again } = useRead(RULES, {});
  return (
    <div className="stack">
      <Heading title={w.title}>{w.intro}</Heading>
      {failure && <Problem failure={failure} again={again} />}
      {!data && !failure && <Loading lines={4} />}
      {data && <Announced known={data} />}
      {data && isAdministrator && <Drafts drafts={data.drafts.nodes} />}
      {data && <InForce known={data} />}
      {data && <Versions known={data} />}
    </div>
  );
}

/** What everybody should know before its day. */
function Announced({ known }: { known: Known }) {
  const day = useToldByClock(today);
  const versions = versionsOf(known.active.nodes);
  const coming = versions.filter(({ policy }) => phaseOf(policy, known.mileagePolicyInForce, day) === "coming");
  return coming.map(({ policy }) => <Coming key={policy.id} policy={policy} inForce={known.mileagePolicyInForce} />);
}

function Coming({ policy, inForce }: { policy: Policy; inForce: Policy }) {
  const w = useWords(words);
  const { language } = useLanguage();
  const since = useToldByClock((now) => w.ofDay(dayText(policy.effectiveFrom ?? "", language, now)));
  const title = `${w.coming(policy.number)}: ${since}`;
  return (
    <section className="card rule-coming stack tight" aria-labelledby={policy.id}>
      <h2 id={policy.id}>{title}</h2>
      <p className="user-text">{policy.note}</p>
      <DifferenceTable changes={differences(inForce, policy)} caption={title} />
      <Facts policy={policy} />
    </section>
  );
}

function InForce({ known: { mileagePolicyInForce: policy, mileagePolicyNumbers: numbers } }: { known: Known }) {
  const w = useWords(words);
  return (
    <section className="card stack tight" aria-labelledby="in-force">
      <h2 id="in-force">{w.inForce(policy.number)}</h2>
      <p className="user-text">{policy.note}</p>
      <Facts policy={policy} />
      <NumberTable policy={policy} numbers={numbers} caption={w.numbers} />
    </section>
  );
}

function Versions({ known }: { known: Known }) {
  const w = useWords(words);
  return (
    <section className="stack tight" aria-labelledby="versions">
      <h2 id="versions">{w.versions}</h2>
      <ol className="rule-list">
        {versionsOf(known.active.nodes).map((version) => (
          <li key={version.policy.id} className="card stack tight">
            <VersionCard version={version} inForce={known.mileagePolicyInForce} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function VersionCard({ version: { policy, previous }, inForce }: { version: Version; inForce: Policy }) {
  const w = useWords(words);
  const phase = useToldByClock((now) => phaseOf(policy, inForce, today(now)));
  return (
    <>
      <div className="row between">
        <h3><Link className="link" href={`/mileage/rules/${policy.number}`}>{w.version(policy.number)}</Link></h3>
        <Badge tone={phase === "past" ? "plain" : "primary"}>{w.phases[phase]}</Badge>
      </div>
      <p className="user-text">{policy.note}</p>
      <Facts policy={policy} />
      {previous ? (
        <details open>
          <summary>{w.changedFrom(previous.number)}</summary>
          <DifferenceTable changes={differences(previous, policy)} caption={w.changedFrom(previous.number)} />
        </details>
      ) : <p className="subtle small">{w.first}</p>}
    </>
  );
}

function Drafts({ drafts }: { drafts: readonly Policy[] }) {
  const w = useWords(words);
  const open = drafts.filter(({ state }) => state === "DRAFT");
  const discarded = drafts.filter(({ state }) => state === "DISCARDED");
  return (
    <section className="stack tight" aria-labelledby="drafts">
      <div className="row between">
        <h2 id="drafts">{w.drafts}</h2>
        <Link className="krds-btn secondary small" href="/mileage/rules/new">{w.newDraft}</Link>
      </div>
      {open.length === 0 ? <p className="subtle">{w.noDrafts}</p> : <DraftList drafts={open} />}
      {discarded.length > 0 && (
        <details>
          <summary>{w.discarded(discarded.length)}</summary>
          <DraftList drafts={discarded} />
        </details>
      )}
    </section>
  );
}

function DraftList({ drafts }: { drafts: readonly Policy[] }) {
  const w = useWords(words);
  return (
    <ul className="rule-list">
      {drafts.map(({ id, note, draftedBy, draftedAt, simulatedAt, state }) => (
        <li key={id} className="card stack tight">
          <Link className="link user-text" href={`/mileage/rules/${encodeURIComponent(id)}`}>{note}</Link>
          <p className="small row">
            <Badge>{w.states[state]}</Badge>
            <span>{w.draftedBy} <Person one={draftedBy} /> <Ago at={draftedAt} /></span>
            <span className="subtle">{simulatedAt ? <>{w.triedAt} <Ago at={simulatedAt} /></> : w.notTried}</span>
          </p>
        </li>
      ))}
    </ul>
  );
}
