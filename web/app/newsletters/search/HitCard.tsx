// An issue that was found, with the words that were searched for marked in it.
import { Link } from "wouter";

import { useWords } from "../../words/language";
import { Day } from "../../words/times";
import { addressOfIssue } from "../addresses";
import { AudienceMark } from "../Marks";
import { words as shared } from "../words";
import type { Hit } from "./documents";
import { words } from "./words";

export function HitCard({ hit: { node, heading, snippet, attachment } }: { hit: Hit }) {
  const w = useWords(words);
  const s = useWords(shared);
  if (!node?.newsletter) return null; // nobody may see it any more
  const { newsletter, number, issuedOn, audience } = node;
  return (
    <li className="news-card">
      <p className="news-card-top">
        <strong>{s.issueOf(newsletter.name, number)}</strong>
        <AudienceMark audience={audience} />
      </p>
      <h3><Link href={addressOfIssue(newsletter, number)}><Marked parts={heading} /></Link></h3>
      <p className="news-snippet"><Marked parts={snippet} /></p>
      <p className="small subtle row">
        <Day on={issuedOn} />
        <span>{newsletter.publisherName}</span>
        {attachment && <span>{w.attachment(attachment)}</span>}
      </p>
    </li>
  );
}

function Marked({ parts }: { parts: Hit["heading"] }) {
  return parts.map(({ text, marked }, at) => (marked ? <mark key={at}>{text}</mark> : <span key={at}>{text}</span>));
}
