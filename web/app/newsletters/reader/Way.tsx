// The way of an issue: who has written, approved and published it when, and what may be done next.
import { Link } from "wouter";

import { PersonLink } from "../../people/Links";
import { useWords } from "../../words/language";
import { Ago, Moment } from "../../words/times";
import { addressOfIssue } from "../addresses";
import { WorkMarks } from "../Marks";
import { IssueActs } from "./IssueActs";
import type { Issue, ReadTitle } from "./documents";
import { words } from "./words";

interface Shown {
  readonly title: ReadTitle;
  readonly issue: Issue;
  again(): void;
}

export function Way({ title, issue, again }: Shown) {
  const w = useWords(words);
  return (
    <section className="card stack" aria-labelledby="way">
      <div className="row between">
        <h2 id="way" className="news-way-title">{w.steps}</h2>
        <WorkMarks issue={issue} />
      </div>
      <ol className="news-way">
        <Step name={w.step.written} by={issue.author} at={issue.createdAt} />
        {issue.editedAt && <Step name={w.step.edited} by={issue.editedBy} at={issue.editedAt} />}
        <Step name={w.step.approved} by={issue.approvedBy} at={issue.approvedAt} />
        {issue.publishAt && <Step name={w.scheduled} by={issue.scheduledBy} at={issue.publishAt} isToCome />}
        <Step name={w.step.published} by={issue.publishedBy} at={issue.publishedAt} />
        {issue.archivedAt && <Step name={w.step.archived} by={issue.archivedBy} at={issue.archivedAt} />}
      </ol>
      {issue.viewerCanUpdate.allowed && (
        <Link href={`${addressOfIssue(title, issue.number)}/edit`} className="krds-btn secondary small">{w.edit}</Link>
      )}
      <IssueActs title={title} issue={issue} again={again} />
    </section>
  );
}

interface Stepped {
  readonly name: string;
  readonly by: Issue["author"];
  /** Null: it has not come so far. */
  readonly at: string | null;
  readonly isToCome?: boolean;
}

function Step({ name, by, at, isToCome = false }: Stepped) {
  const w = useWords(words);
  return (
    <li className={at && !isToCome ? "done" : ""}>
      <strong>{name}</strong>
      <span className="small">{at ? <>{by && <PersonLink one={by} />} {isToCome ? <Moment at={at} /> : <Ago at={at} />}</> : <span className="subtle">{w.waiting}</span>}</span>
    </li>
  );
}
