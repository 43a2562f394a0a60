// What a title says of itself, and what may be done with it.
import { useState } from "react";
import { Link } from "wouter";

import { DepartmentLink } from "../../people/Links";
import { enums } from "../../words/enums";
import { useWords } from "../../words/language";
import { formatsText } from "../formats";
import { AudienceMark, StatusMark } from "../Marks";
import { ChangeDialog } from "../catalogue/TitleDialog";
import { words as catalogue } from "../catalogue/words";
import { PublicFeeds } from "../feeds/PublicFeeds";
import { words as feeding } from "../feeds/words";
import { words as takingIn } from "../sources/words";
import { words as shared } from "../words";
import type { OneTitle } from "./documents";
import { words } from "./words";

export function TitleHead({ title, again }: { title: OneTitle; again(): void }) {
  const w = useWords(words);
  const s = useWords(shared);
  const { newsletterPeriod, newsletterLanguage, newsletterFormat } = useWords(enums);
  const c = useWords(catalogue);
  const sources = useWords(takingIn);
  const feeds = useWords(feeding);
  const [isChanging, change] = useState(false);
  const changed = () => {
    change(false);
    again();
  };
  const { allowed } = title.viewerCanCreateIssue;
  const mayTakeIn = title.viewerCanAddSource.allowed || title.sources.totalCount > 0;
  return (
    <header className="stack tight">
      <p><Link className="link small" href="/newsletters/titles">{s.toTitles}</Link></p>
      <div className="row between">
        <h1>{title.name}</h1>
        <div className="row">
          {title.viewerCanUpdate.allowed && <button type="button" className="krds-btn tertiary medium" onClick={() => change(true)}>{c.edit}</button>}
          {mayTakeIn && <Link href={`/newsletters/${title.slug}/sources`} className="krds-btn tertiary medium">{sources.link}</Link>}
          {allowed && <Link href={`/newsletters/${title.slug}/new`} className="krds-btn medium">{w.write}</Link>}
        </div>
      </div>
      <p className="row">
        <AudienceMark audience={title.audience} />
        <StatusMark status={title.status} />
        <span>{title.publisher ? <DepartmentLink one={title.publisher} /> : title.publisherName}</span>
        <span className="subtle">{newsletterPeriod[title.period]} · {newsletterLanguage[title.language]} · {formatsText(title.formats, newsletterFormat)} · {w.issued(title.newest.totalCount)}</span>
      </p>
      {title.topics.length > 0 && (
        <ul className="row news-topics" aria-label={w.topics}>
          {title.topics.map((topic) => (
            <li key={topic}><Link className="link" href={`/newsletters?topic=${encodeURIComponent(topic)}`}>#{topic}</Link></li>
          ))}
        </ul>
      )}
      {title.audience === "CITIZEN" && <p className="small"><a className="link" href={`/news/${title.slug}`}>{w.publicPage}</a></p>}
      {title.audience === "CITIZEN" && <PublicFeeds slug={title.slug} topics={title.topics} />}
      <p className="small"><Link className="link" href="/newsletters/subscriptions/feeds">{feeds.own}</Link></p>
      {isChanging && <ChangeDialog title={title} again={again} done={changed} onClose={() => change(false)} />}
    </header>
  );
}
