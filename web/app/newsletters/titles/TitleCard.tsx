// A title in the catalogue: all of it leads to its page, and its latest issue is one step away.
import { Link } from "wouter";

import { enums } from "../../words/enums";
import { useWords } from "../../words/language";
import { Day } from "../../words/times";
import { addressOfIssue, addressOfTitle } from "../addresses";
import { formatsText } from "../formats";
import { AudienceMark, StatusMark } from "../Marks";
import type { ListedTitle } from "./documents";
import { words } from "./words";

export function TitleCard({ title }: { title: ListedTitle }) {
  const w = useWords(words);
  const { newsletterPeriod, newsletterFormat } = useWords(enums);
  const [latest] = title.issues.nodes;
  return (
    <li className="news-card">
      <p className="news-card-top">
        <span>{title.publisherName}</span>
        <span className="row">
          {title.status !== "ACTIVE" && <StatusMark status={title.status} />}
          <AudienceMark audience={title.audience} />
        </span>
      </p>
      <h3><Link href={addressOfTitle(title)}>{title.name}</Link></h3>
      <p className="small subtle">{[newsletterPeriod[title.period], formatsText(title.formats, newsletterFormat), ...title.topics].join(" · ")}</p>
      <p className="small news-latest">
        {latest ? (
          <>
            <span className="subtle">{w.latest} <Day on={latest.issuedOn} /></span>{" "}
            <Link className="link" href={addressOfIssue(title, latest.number)}>{latest.heading}</Link>
          </>
        ) : (
          <span className="subtle">{w.noIssue}</span>
        )}
      </p>
    </li>
  );
}
