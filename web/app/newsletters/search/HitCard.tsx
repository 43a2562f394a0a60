// An issue that was found, with the words that were searched for marked in it.
import { Link } from "wouter";

import { useWords } from "../../words/language";
import { Day } from "../../words/times";
import { addressOfIssue } from "../addresses";
import { AudienceMark } from "../Marks";
import { SameText } from "../SameText";
import { Thumb } from "../Thumb";
import { words as shared } from "../words";
import type { Hit } from "./documents";
import { words } from "./words";

interface Shown {
  readonly hit: Hit;
  /** Where all that print the same are found. */
  readonly all: string;
}

export function HitCard({ hit, all }: Shown) {
  const { node, heading, snippet, attachment } = hit;
  const w = useWords(words);
  const s = useWords(shared);
  if (!node?.newsletter) return null; // nobody may see it any more
  const { newsletter, number, issuedOn, audience, cover } = node;
  return (
    <li className="news-card">
      <p className="news-card-top">
        <strong>{s.issueOf(newsletter.name, number)}</strong>
        <AudienceMark audience={audience} />
      </p>
      <div className="news-pictured">
        <div>
          <h3><Link href={addressOfIssue(newsletter, number)}><Marked parts={heading} /></Link></h3>
          <p className="news-snippet"><Marked parts={snippet} /></p>
        </div>
        <Thumb cover={cover} />
      </div>
      <p className="small subtle row">
        <Day on={issuedOn} />
        <span>{newsletter.publisherName}</span>
        {attachment && <span>{w.attachment(attachment)}</span>}
      </p>
      {hit.similarCount > 0 && (
        <details className="news-folded small">
          <summary>{w.sameText(hit.similarCount)}</summary>
          <SameText issues={hit.similar} />
          {hit.similarCount > hit.similar.length && <p><Link className="link" href={all}>{w.allOfText}</Link></p>}
        </details>
      )}
    </li>
  );
}

function Marked({ parts }: { parts: Hit["heading"] }) {
  return parts.map(({ text, marked }, at) => (marked ? <mark key={at}>{text}</mark> : <span key={at}>{text}</span>));
}
