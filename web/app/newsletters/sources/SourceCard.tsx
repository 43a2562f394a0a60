// One source: how it is doing, what is to be done about it, and what has come from it.
import type { ReactNode } from "react";
import { Link } from "wouter";

import { Badge } from "../../parts/Badge";
import { PersonLink } from "../../people/Links";
import { useWords } from "../../words/language";
import { Ago, Moment } from "../../words/times";
import { addressOfIssue } from "../addresses";
import { contentOf } from "./content";
import type { Source } from "./documents";
import { SourceActs } from "./SourceActs";
import { words } from "./words";

interface Shown {
  readonly source: Source;
  /** Where it is not told already. */
  readonly isTitled?: boolean;
  again(): void;
}

export function SourceCard({ source, isTitled = false, again }: Shown) {
  const w = useWords(words);
  const { url, state, release, problem, newsletter } = source;
  return (
    <li className="card stack tight news-source">
      <div className="row">
        <Badge>{w.ways[contentOf(source).way]}</Badge>
        <Badge tone={state === "PAUSED" ? "warning" : problem ? "danger" : "success"}>{state === "PAUSED" ? w.paused : problem ? w.troubled : w.fine}</Badge>
        {release === "PUBLISH" && <Badge tone="primary">{w.releases.PUBLISH}</Badge>}
      </div>
      <h3 className="news-source-url"><a className="link" href={url} target="_blank" rel="noopener noreferrer">{url}<span className="sr-only"> ({w.elsewhere})</span></a></h3>
      {isTitled && newsletter && <p className="small"><Link className="link" href={`/newsletters/${newsletter.slug}/sources`}>{newsletter.name}</Link> <span className="subtle">{newsletter.publisherName}</span></p>}
      {problem && <div className={`notice ${state === "PAUSED" ? "warning" : "danger"} stack tight`}><strong>{source.lastFetchedAt ? w.problem : w.whyNotYet}</strong><p>{problem}</p>{state === "PAUSED" && source.failures > 0 && <p>{w.resumeHelp}</p>}</div>}
      <Facts source={source} />
      <Drafts source={source} />
      <Outdated source={source} />
      <SourceActs source={source} again={again} />
    </li>
  );
}

function Facts({ source }: { source: Source }) {
  const w = useWords(words);
  const { state, lastFetchedAt, lastFoundAt, nextAt, found, failures, linkSelector, partSelector, addedBy, release, releasedBy } = source;
  return (
    <dl className="news-source-facts">
      <Fact name={w.last}>{lastFetchedAt ? <Ago at={lastFetchedAt} /> : w.notYet}</Fact>
      <Fact name={w.next}>{state === "PAUSED" ? w.never : Date.parse(nextAt) <= Date.now() ? w.soon : <Moment at={nextAt} />}</Fact>
      <Fact name={w.found}>{w.issues(found)}{lastFoundAt && <> <span className="subtle">(<Ago at={lastFoundAt} />)</span></>}</Fact>
      {failures > 0 && <Fact name={w.failures}>{w.times(failures)}</Fact>}
      {linkSelector && <Fact name={w.selectors.LINKS}><code>{linkSelector}</code></Fact>}
      {partSelector && <Fact name={w.selectors.PAGE}><code>{partSelector}</code></Fact>}
      {addedBy && <Fact name={w.addedBy}><PersonLink one={addedBy} /></Fact>}
      {release === "PUBLISH" && releasedBy && <Fact name={w.releasedBy}><PersonLink one={releasedBy} /></Fact>}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return <div><dt className="small subtle">{name}</dt><dd>{children}</dd></div>;
}

/** What waits for somebody to look through it. */
function Drafts({ source: { drafts, newsletter } }: { source: Source }) {
  const w = useWords(words);
  if (!newsletter || drafts.totalCount === 0) return null;
  return (
    <div className="stack tight">
      <p className="small subtle">{w.drafts(drafts.totalCount)}</p>
      <ul className="news-source-drafts">
        {drafts.nodes.map(({ id, number, heading, sourceChangedAt, viewerCanUpdate }) => (
          <li key={id} className="row">
            <Link className="link" href={`${addressOfIssue(newsletter, number)}${viewerCanUpdate.allowed ? "/edit" : ""}`}>{heading}</Link>
            {sourceChangedAt && <Badge tone="warning">{w.originalChanged}</Badge>}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What is out never changes by itself: whoever looks after it decides. */
function Outdated({ source: { outdated, newsletter } }: { source: Source }) {
  const w = useWords(words);
  if (!newsletter || outdated.totalCount === 0) return null;
  return (
    <div className="stack tight">
      <p className="small subtle">{w.outdated(outdated.totalCount)}</p>
      <ul className="news-source-drafts">
        {outdated.nodes.map(({ id, number, heading }) => <li key={id}><Link className="link" href={addressOfIssue(newsletter, number)}>{heading}</Link></li>)}
      </ul>
    </div>
  );
}
