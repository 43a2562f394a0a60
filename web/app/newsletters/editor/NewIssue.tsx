// A new issue of one title. It is sent with a UUID of ours: sent again after a broken line, it is still one.
import { useState } from "react";
import { useLocation } from "wouter";

import { useRead } from "../../api/useRead";
import { announce } from "../../parts/announcing";
import { Loading } from "../../parts/Loading";
import { Problem } from "../../parts/Problem";
import { useTitle } from "../../parts/title";
import type { Sending } from "../../parts/useSending";
import { useSession } from "../../session/Session";
import { useWords } from "../../words/language";
import { today } from "../../words/times";
import { addressOfIssue } from "../addresses";
import { NoSuchTitle } from "../NoSuch";
import { contentOf, numberIn, type Content } from "./content";
import { CREATE, FOR_NEW, type NewTitle } from "./documents";
import { begun, type Base, type Draft } from "./draft";
import { Editor } from "./Editor";
import { drop, keep } from "./keeping";
import { useWriting } from "./useWriting";
import { words } from "./words";

export default function NewIssue({ params }: { params: Record<string, string> }) {
  const w = useWords(words);
  const { data, failure, again } = useRead(FOR_NEW, { slug: params["slug"] ?? "" });
  const title = data?.newsletter;
  useTitle(title ? `${w.newTitle} · ${title.name}` : w.newTitle);
  if (failure && !title) return <Problem failure={failure} again={again} />;
  if (!data) return <Loading lines={6} />;
  if (title) return <Writing title={title} />;
  return <NoSuchTitle />;
}

function Writing({ title }: { title: NewTitle }) {
  const w = useWords(words);
  const [, navigate] = useLocation();
  const owner = useSession().viewer.employee?.id ?? "";
  const [fresh] = useState(() => begun(crypto.randomUUID(), blank(title)));
  const onSaved = (draft: Draft) => {
    announce(w.saved);
    drop(owner, title.slug);
    if (draft.base) keep(owner, draft.base.id, draft); // what was written while it was on its way
    navigate(`${addressOfIssue(title, Number(draft.base?.content.number))}/edit`, { replace: true });
  };
  const writing = useWriting({ name: title.slug, fresh, now: null, put: (draft, sending) => create(title, draft, sending), onSaved });
  const { allowed, reason } = title.viewerCanCreateIssue;
  return (
    <Editor
      title={w.newTitle}
      newsletter={title}
      writing={writing}
      next={(title.newest.nodes[0]?.number ?? 0) + 1}
      submit={w.saveDraft}
      href={null}
      refusal={allowed ? null : reason}
    >
      <p className="card small subtle">{w.filesAfter}</p>
    </Editor>
  );
}

async function create(title: NewTitle, { key, content }: Draft, sending: Sending): Promise<Base | null> {
  const { heading, body, issuedOn, audience } = content;
  const input = { id: key, newsletterId: title.id, heading, body, issuedOn, audience, number: numberIn(content) ?? null };
  const issue = (await sending.send(CREATE, { input }))?.issue;
  return issue ? { id: issue.id, version: issue.version, content: contentOf(issue) } : null;
}

function blank({ audience }: NewTitle): Content {
  return { heading: "", body: "", issuedOn: today(Date.now()), number: "", audience };
}
