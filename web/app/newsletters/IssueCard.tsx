// An issue in a list: all of it leads to its page.
import { memo } from "react";
import { Link } from "wouter";

import { useWords } from "../words/language";
import { Day } from "../words/times";
import { addressOfIssue } from "./addresses";
import type { IssueLine } from "./documents";
import { isOut } from "./states";
import { AudienceMark, WorkMarks } from "./Marks";
import { Thumb } from "./Thumb";
import { words } from "./words";

interface Shown {
  readonly issue: IssueLine;
  /** Where the title is told already. */
  readonly isOfOneTitle?: boolean;
}

export const IssueCard = memo(function IssueCard({ issue, isOfOneTitle = false }: Shown) {
  const w = useWords(words);
  const { newsletter, number, issuedOn, heading, excerpt, audience, state, readership, cover } = issue;
  const name = newsletter?.name ?? "";
  const Heading = isOfOneTitle ? "h3" : "h4"; // below a month
  return (
    <li className="news-card">
      <p className="news-card-top">
        <strong>
          {isOut(state) && readership?.viewerHasRead === false && <span className="news-unread"><span className="sr-only">{w.unread} </span></span>}
          {isOfOneTitle ? w.number(number) : w.issueOf(name, number)}
          {readership?.viewerHasStarred && <> <span aria-hidden>★</span><span className="sr-only">{w.starred}</span></>}
        </strong>
        <span className="row">
          {!isOut(state) && <WorkMarks issue={issue} />}
          <AudienceMark audience={audience} />
        </span>
      </p>
      <div className="news-pictured">
        <div>
          <Heading><Link href={addressOfIssue(newsletter ?? { slug: "" }, number)}>{heading}</Link></Heading>
          <p className="news-excerpt">{excerpt}</p>
        </div>
        <Thumb cover={cover} />
      </div>
      <p className="small subtle row">
        <Day on={issuedOn} />
        {!isOfOneTitle && <span>{newsletter?.publisherName}</span>}
      </p>
    </li>
  );
});
