// Issues that print nearly the same text as another one: named, and all of them led to.
import { Link } from "wouter";

import { useWords } from "../words/language";
import { Day } from "../words/times";
import { addressOfIssue } from "./addresses";
import type { SameIssue } from "./documents";
import { words } from "./words";

export function SameText({ issues }: { issues: readonly SameIssue[] }) {
  const s = useWords(words);
  return (
    <ul className="news-same">
      {issues.map(({ issue }) =>
        issue?.newsletter ? (
          <li key={issue.id}>
            <Link className="link" href={addressOfIssue(issue.newsletter, issue.number)}>{s.issueOf(issue.newsletter.name, issue.number)} · {issue.heading}</Link>{" "}
            <span className="small subtle"><Day on={issue.issuedOn} /></span>
          </li>
        ) : null,
      )}
    </ul>
  );
}
