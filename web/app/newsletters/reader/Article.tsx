// An issue as its readers see it; the editor's preview is the same.
import type { ReactNode } from "react";

import type { Enum } from "../../api/graphql";
import { useWords } from "../../words/language";
import { Day } from "../../words/times";
import { AudienceMark } from "../Marks";
import { words as shared } from "../words";
import { Files } from "./Files";
import { words } from "./words";
import type { Issue } from "./documents";
import "../newsletters.css";

interface Shown {
  readonly number: number | null;
  readonly issuedOn: string;
  readonly heading: string;
  readonly html: string;
  readonly publisher: ReactNode;
  readonly audience: Enum<"NewsletterAudience">;
  /** Null: there is none, or it stands in the text. */
  readonly cover: Pick<NonNullable<Issue["cover"]>, "path"> | null;
  readonly files: Issue["files"]["nodes"];
  /** Whether it is a page's own, or a part of one. */
  readonly level?: 1 | 3;
}

export function Article({ number, issuedOn, heading, html, publisher, audience, cover, files, level = 1 }: Shown) {
  const w = useWords(words);
  const s = useWords(shared);
  const Heading = `h${level}` as const;
  return (
    <article className="news-article stack">
      <header className="stack tight">
        <p className="row news-article-top">
          {number !== null && <strong>{s.number(number)}</strong>}
          {issuedOn && <Day on={issuedOn} />}
          <span>{publisher}</span>
          <AudienceMark audience={audience} />
        </p>
        <Heading className="news-heading">{heading}</Heading>
      </header>
      {cover && <img className="news-cover" src={cover.path} alt={w.coverOf(heading)} decoding="async" />}
      {/* safe HTML: the server has rendered and cleaned it */}
      <div className="written news-body" dangerouslySetInnerHTML={{ __html: html }} />
      <Files files={files} level={level === 1 ? 2 : 3} />
    </article>
  );
}
