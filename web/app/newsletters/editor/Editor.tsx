// Writing an issue: the form, what its readers will see beside it, and what stands between it and the server.
import { useState, type FormEvent, type ReactNode } from "react";
import { Link } from "wouter";

import { useWords } from "../../words/language";
import { OriginalChanged } from "../OriginalChanged";
import { Article } from "../reader/Article";
import { coverOutsideText } from "../reader/covers";
import type { Issue } from "../reader/documents";
import { Conflict } from "./Conflict";
import { Fields } from "./Fields";
import type { Writing } from "./useWriting";
import { usePreview } from "./usePreview";
import { words } from "./words";
import "../newsletters.css";
import "./editor.css";

interface Edited {
  readonly title: string;
  readonly newsletter: { readonly slug: string; readonly name: string; readonly publisherName: string; readonly audience: "CITIZEN" | "STAFF" };
  readonly writing: Writing;
  readonly next: number | null;
  readonly submit: string;
  /** The page of the issue, once there is one. */
  readonly href: string | null;
  readonly note?: string | undefined;
  /** As the server has it, once there is one. */
  readonly issue?: Issue;
  /** What stands below the form. */
  readonly children?: ReactNode;
  /** Why it cannot be saved at all. */
  readonly refusal?: string | null;
}

export function Editor({ title, newsletter, writing, next, submit, href, note, issue, refusal, children }: Edited) {
  const w = useWords(words);
  const [view, choose] = useState<"write" | "preview">("write");
  const { draft, resolve, write, save, errorOf, general, isSending } = writing;
  const { theirs, content } = draft;
  const mayGo = !isSending && !refusal;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (mayGo) save();
  };
  return (
    <div className="stack news-editor" data-view={view}>
      <div>
        <p><Link className="link" href={`/newsletters/${newsletter.slug}`}>{newsletter.name}</Link></p>
        <h1>{title}</h1>
      </div>
      {refusal && <div role="alert" className="notice danger"><strong>{w.cannot}</strong><p>{refusal} {writing.isDirty && w.cannotKept}</p></div>}
      {issue && <OriginalChanged issue={issue} />}
      {note && <p className="notice">{note}</p>}
      <Restored writing={writing} />
      {draft.taken.length > 0 && <p role="status" className="notice warning">{w.taken(draft.taken.map((name) => w.fields[name]).join(", "))}</p>}
      {theirs ? (
        <Conflict draft={draft} theirs={theirs} resolve={resolve} />
      ) : (
        <>
          <div className="news-views" role="group" aria-label={w.views}>
            {(["write", "preview"] as const).map((one) => (
              <button key={one} type="button" className="krds-btn tertiary small" aria-pressed={view === one} onClick={() => choose(one)}>{w[one]}</button>
            ))}
          </div>
          <div className="news-sides">
            <div className="stack news-form">
              <form className="stack card" aria-label={title} noValidate onSubmit={onSubmit}>
                <Fields {...{ content, next, errorOf, write, save }} isForCitizens={newsletter.audience === "CITIZEN"} />
                {general && <p role="alert" className="notice danger">{general}</p>}
                <div className="row between news-save">
                  <p role="status" className="small subtle">{writing.isDirty ? w.unsaved : href ? w.kept : ""}</p>
                  <div className="row">
                    {href && <Link className="krds-btn tertiary medium" href={href}>{w.toIssue}</Link>}
                    <button type="submit" className="krds-btn primary medium" aria-disabled={!mayGo}>{submit}</button>
                  </div>
                </div>
              </form>
              {children}
            </div>
            <Shown newsletter={newsletter} writing={writing} next={next} issue={issue} />
          </div>
        </>
      )}
    </div>
  );
}

function Restored({ writing }: { writing: Writing }) {
  const w = useWords(words);
  if (!writing.isRestored || !writing.isDirty) return null;
  return (
    <p role="status" className="notice row between">
      {w.restored}
      <button type="button" className="krds-btn tertiary small" onClick={writing.revert}>{w.revert}</button>
    </p>
  );
}

function Shown({ newsletter, writing, next, issue }: Pick<Edited, "newsletter" | "writing" | "next"> & { issue: Issue | undefined }) {
  const w = useWords(words);
  const { content } = writing.draft;
  const { html, isOld } = usePreview(content.body);
  const number = Number(content.number) || next;
  return (
    <section className="stack tight news-preview" aria-labelledby="preview">
      <h2 id="preview" className="news-preview-title">{w.preview}</h2>
      {isOld && <p role="status" className="notice warning">{w.previewOld}</p>}
      <Article {...content} heading={content.heading || w.untitled} number={number} html={html} publisher={newsletter.publisherName} cover={issue ? coverOutsideText(issue) : null} files={issue?.files.nodes ?? []} level={3} />
      {html === "" && <p className="subtle">{w.previewEmpty}</p>}
    </section>
  );
}
