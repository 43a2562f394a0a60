// One title: who publishes it for whom, what is being written, and what is out, year by year.
import { Link, useSearchParams } from "wouter";

import { read } from "../../api/client";
import { useRead } from "../../api/useRead";
import { Loading } from "../../parts/Loading";
import { Empty, Problem } from "../../parts/Problem";
import { useTitle } from "../../parts/title";
import { words as parts } from "../../parts/words";
import { useWords } from "../../words/language";
import type { IssueLine } from "../documents";
import { IssueCard } from "../IssueCard";
import type { Page } from "../listing";
import { NoSuchTitle } from "../NoSuch";
import { OUT } from "../states";
import { useIssueNews } from "../useIssueNews";
import { useIssues } from "../useIssues";
import { words as shared } from "../words";
import { ISSUES, ONE, type OneTitle } from "./documents";
import { TitleHead } from "./TitleHead";
import { words } from "./words";
import { yearIn, yearsOf } from "./years";
import "../newsletters.css";

const NOTHING: Page = { totalCount: 0, nodes: [], pageInfo: { hasNextPage: false, endCursor: null } };

export default function TitlePage({ params }: { params: Record<string, string> }) {
  const s = useWords(shared);
  const reading = useRead(ONE, { slug: params["slug"] ?? "" });
  const { data, failure, again } = reading;
  const title = data?.newsletter;
  const slug = params["slug"] ?? "";
  useIssueNews(slug, reading, { filter: { newsletter: { slug: { eq: slug } } }, isGathered: true });
  useTitle(title?.name ?? s.title);
  if (failure && !title) return <Problem failure={failure} again={again} />;
  if (!data) return <Loading lines={6} />;
  if (!title) return <NoSuchTitle />;
  return (
    <div className="stack news">
      <TitleHead title={title} again={again} />
      <InWork title={title} />
      <Years title={title} />
    </div>
  );
}

/** What goes out by itself, the next one first, and then what does not yet. */
function InWork({ title: { waiting, inWork } }: { title: OneTitle }) {
  const w = useWords(words);
  const next = [...waiting.nodes].sort((one, other) => (one.publishAt ?? "").localeCompare(other.publishAt ?? ""));
  return (
    <>
      <Part id="waiting" name={w.waiting} issues={next} />
      <Part id="in-work" name={w.inWork} issues={inWork.nodes} />
    </>
  );
}

function Part({ id, name, issues }: { id: string; name: string; issues: readonly IssueLine[] }) {
  if (issues.length === 0) return null;
  return (
    <section className="stack tight" aria-labelledby={id}>
      <h2 id={id}>{name}</h2>
      <Issues issues={issues} />
    </section>
  );
}

function Years({ title }: { title: OneTitle }) {
  const w = useWords(words);
  const [address] = useSearchParams();
  const years = yearsOf(title);
  const year = yearIn(years, address.get("year"));
  if (year === undefined) return <Empty title={w.noIssue} />;
  return (
    <section className="stack" aria-labelledby="years">
      <h2 id="years">{w.ofYear(year)}</h2>
      {years.length > 1 && (
        <nav className="news-years" aria-label={w.years}>
          {years.map((one) => (
            <Link key={one} href={`/newsletters/${title.slug}?year=${one}`} aria-current={one === year ? "page" : undefined}>{w.yearOf(one)}</Link>
          ))}
        </nav>
      )}
      <OfYear key={year} slug={title.slug} year={year} />
    </section>
  );
}

function OfYear({ slug, year }: { slug: string; year: string }) {
  const w = useWords(words);
  const p = useWords(parts);
  const s = useWords(shared);
  const ask = async (after: string | null, signal?: AbortSignal) => {
    const found = await read(ISSUES, { slug, since: `${year}-01-01`, until: `${year}-12-31`, after }, signal);
    return found.newsletter?.issues ?? NOTHING;
  };
  const days = { gte: `${year}-01-01`, lte: `${year}-12-31` };
  const filter = { newsletter: { slug: { eq: slug } }, state: { in: [...OUT] }, issuedOn: days };
  const { known, isLoaded, failure, more, welcome } = useIssues(`${slug} ${year}`, filter, ask);
  return (
    <>
      {failure && <Problem failure={failure} />}
      <div className="arrivals">
        {known.arrived.length > 0 && <button type="button" className="krds-btn secondary small" onClick={welcome}>{s.arrived(known.arrived.length)}</button>}
      </div>
      {!isLoaded && !failure && <Loading lines={4} />}
      {isLoaded && known.issues.length === 0 && <Empty title={w.noneOfYear} />}
      <Issues issues={known.issues} />
      {known.next !== null && <button type="button" className="krds-btn tertiary medium" onClick={more}>{p.more}</button>}
    </>
  );
}

function Issues({ issues }: { issues: readonly IssueLine[] }) {
  return <ul className="news-cards">{issues.map((issue) => <IssueCard key={issue.id} issue={issue} isOfOneTitle />)}</ul>;
}
