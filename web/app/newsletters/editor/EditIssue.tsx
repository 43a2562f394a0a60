// An issue that is not out yet, changed by whoever belongs to its publisher; several may do so at once.
import { useMemo, useState } from "react";

import { announce } from "../../parts/announcing";
import { Loading } from "../../parts/Loading";
import { Problem } from "../../parts/Problem";
import { useTitle } from "../../parts/title";
import type { Sending } from "../../parts/useSending";
import { useWords } from "../../words/language";
import { addressOfIssue } from "../addresses";
import { NoSuchIssue } from "../NoSuch";
import { type Issue, type ReadTitle } from "../reader/documents";
import { useIssue } from "../useIssue";
import { contentOf, numberIn, type Content } from "./content";
import { UPDATE } from "./documents";
import { begun, type Base, type Draft } from "./draft";
import { Editor } from "./Editor";
import { IssueFiles } from "./IssueFiles";
import { useWriting } from "./useWriting";
import { words } from "./words";

export default function EditIssue({ params }: { params: Record<string, string> }) {
  const w = useWords(words);
  const { title, issue, isRead, failure, again } = useIssue(params);
  const [opened, open] = useState(issue); // what somebody discards meanwhile can still be copied
  if (issue && issue !== opened) open(issue);
  useTitle(issue ? `${w.editTitle} · ${issue.heading}` : w.editTitle);
  if (failure && !issue) return <Problem failure={failure} again={again} />;
  if (!isRead) return <Loading lines={6} />;
  const shown = issue ?? opened;
  if (title && shown) return <Writing key={shown.id} title={title} issue={shown} isGone={!issue} again={again} />;
  return <NoSuchIssue />;
}

interface Shown {
  readonly title: ReadTitle;
  readonly issue: Issue;
  readonly isGone: boolean;
  again(): void;
}

function Writing({ title, issue, isGone, again }: Shown) {
  const w = useWords(words);
  const now = useMemo(() => baseOf(issue), [issue]);
  const [fresh] = useState(() => begun(issue.id, now.content, now));
  const put = async (draft: Draft, sending: Sending) => {
    const base = await update(draft, sending);
    again(); // also after a refusal: somebody may have been faster
    return base;
  };
  const writing = useWriting({ name: issue.id, fresh, now, put, onSaved: () => announce(w.saved) });
  const allowed = issue.viewerCanUpdate.allowed && !isGone;
  const reason = isGone ? w.discarded : issue.viewerCanUpdate.reason;
  return (
    <Editor
      title={w.editTitle}
      newsletter={title}
      writing={writing}
      next={null}
      submit={w.save}
      href={addressOfIssue(title, issue.number)}
      note={issue.state === "APPROVED" ? w.againDraft : undefined}
      refusal={allowed ? null : reason}
      issue={issue}
    >
      {allowed && <IssueFiles issue={issue} again={again} />}
    </Editor>
  );
}

function baseOf(issue: Issue): Base {
  return { id: issue.id, version: issue.version, content: contentOf(issue) };
}

/** Only what differs: the rest may have been changed by somebody else. */
async function update({ content, base }: Draft, sending: Sending): Promise<Base | null> {
  if (base === null) return null;
  const { heading, body, issuedOn, audience } = changes(content, base.content);
  const number = content.number === base.content.number ? undefined : numberIn(content);
  const input = { ...(heading !== undefined && { heading }), ...(body !== undefined && { body }), ...(issuedOn && { issuedOn }), ...(audience && { audience }), ...(number && { number }) };
  const issue = (await sending.send(UPDATE, { id: base.id, version: base.version, input }))?.issue;
  return issue ? baseOf(issue) : null;
}

function changes(content: Content, before: Content): Partial<Content> {
  const names = Object.keys(content) as (keyof Content)[];
  return Object.fromEntries(names.filter((name) => content[name] !== before[name]).map((name) => [name, content[name]]));
}
