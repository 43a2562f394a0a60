// Where the issues of one title are taken from.
import { useState } from "react";
import { Link } from "wouter";

import { useRead } from "../../api/useRead";
import { Loading } from "../../parts/Loading";
import { Empty, Problem } from "../../parts/Problem";
import { useTitle } from "../../parts/title";
import { useWords } from "../../words/language";
import { addressOfTitle } from "../addresses";
import { NoSuchTitle } from "../NoSuch";
import { useIssueNews } from "../useIssueNews";
import { OF_TITLE, type Source, type SourcedTitle } from "./documents";
import { SourceCard } from "./SourceCard";
import { AddDialog } from "./SourceDialog";
import { useLookingAgain } from "./useLookingAgain";
import { words } from "./words";
import "../newsletters.css";
import "./sources.css";

const NONE: readonly Source[] = [];

export default function TitleSources({ params }: { params: Record<string, string> }) {
  const w = useWords(words);
  const slug = params["slug"] ?? "";
  const reading = useRead(OF_TITLE, { slug });
  const { data, failure, again } = reading;
  const title = data?.newsletter;
  useTitle(title ? `${w.title} · ${title.name}` : w.title);
  useIssueNews(`sources ${slug}`, reading, { filter: { newsletter: { slug: { eq: slug } } }, isGathered: true });
  useLookingAgain(title?.sources.nodes ?? NONE, again);
  if (failure && !title) return <Problem failure={failure} again={again} />;
  if (!data) return <Loading lines={4} />;
  if (!title) return <NoSuchTitle />;
  return <Sources title={title} again={again} />;
}

function Sources({ title, again }: { title: SourcedTitle; again(): void }) {
  const w = useWords(words);
  const [isAdding, add] = useState(false);
  const { allowed, reason } = title.viewerCanAddSource;
  const done = () => { add(false); again(); };
  return (
    <div className="stack news">
      <header className="stack tight">
        <p><Link className="link small" href={addressOfTitle(title)}>{title.name}</Link></p>
        <div className="row between">
          <h1>{w.title}</h1>
          {allowed && <button type="button" className="krds-btn medium" onClick={() => add(true)}>{w.add}</button>}
        </div>
        <p className="subtle">{w.intro}</p>
        <p><Link className="link" href="/newsletters/titles/sources">{w.toAll}</Link></p>
      </header>
      {!allowed && <p className="notice">{reason}</p>}
      <section className="stack" aria-labelledby="sources">
        <h2 id="sources" className="sr-only">{w.list}</h2>
        {title.sources.nodes.length === 0 && <Empty title={w.none}>{allowed && <p>{w.noneHelp}</p>}</Empty>}
        <ul className="news-sources">{title.sources.nodes.map((source) => <SourceCard key={source.id} source={source} again={again} />)}</ul>
      </section>
      {isAdding && <AddDialog newsletterId={title.id} done={done} onClose={() => add(false)} />}
    </div>
  );
}
