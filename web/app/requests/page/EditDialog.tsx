// Changing what is asked. If somebody else was faster, both versions stand side by side and nothing is lost.
import { useState, type FormEvent } from "react";

import { Dialog } from "../../parts/Dialog";
import { Field } from "../../parts/Field";
import { words as parts } from "../../parts/words";
import { useSending } from "../../parts/useSending";
import { useWords } from "../../words/language";
import type { Detail } from "./documents";
import { REQUEST_EDIT } from "./mutations";
import { words } from "./words";

const FIELDS = ["title", "project", "significance", "body", "dueOn"] as const;
const LONGEST = { title: 200, project: 200, significance: 1_000, body: 20_000 } as const;
type Draft = Pick<Detail, (typeof FIELDS)[number]>;

interface Edited {
  readonly request: Detail;
  done(request: Detail | null): void;
  onClose(): void;
}

export function EditDialog({ request, done, onClose }: Edited) {
  const w = useWords(words);
  const p = useWords(parts);
  const [draft, setDraft] = useState<Draft>(() => draftOf(request));
  const [base, setBase] = useState(request); // the version the draft began from
  const sending = useSending(FIELDS);
  const isStale = sending.errors.some(({ reason }) => reason === "STALE") || request.version > base.version;
  const differing = FIELDS.filter((name) => isStale && request[name] !== base[name] && request[name] !== draft[name]);

  async function save(version: number) {
    const payload = await sending.send(REQUEST_EDIT, { id: request.id, input: changesOf(draft, request), version });
    if (payload) done(payload.request);
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!sending.isSending) void save(differing.length > 0 ? base.version : request.version);
  };
  const takeTheirs = () => {
    setDraft(draftOf(request));
    setBase(request);
    sending.clear();
  };
  return (
    <Dialog title={w.acts.edit} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        {differing.length > 0 ? (
          <div role="alert" className="notice warning stack tight">
            <strong>{w.conflict}</strong>
            <dl className="told">
              {differing.map((name) => (
                <div key={name}>
                  <dt>{w.theirs}</dt>
                  <dd className="user-text">{request[name]}</dd>
                  <dt>{w.mine}</dt>
                  <dd className="user-text">{draft[name]}</dd>
                </div>
              ))}
            </dl>
            <div className="row">
              <button type="button" className="krds-btn secondary small" onClick={() => void save(request.version)}>{w.keepMine}</button>
              <button type="button" className="krds-btn tertiary small" onClick={takeTheirs}>{w.takeTheirs}</button>
            </div>
          </div>
        ) : (
          sending.general && !isStale && <p role="alert" className="notice danger">{sending.general}</p>
        )}
        <Inputs draft={draft} set={(change) => setDraft({ ...draft, ...change })} errorOf={sending.errorOf} />
        <div className="dialog-actions">
          <button type="button" className="krds-btn tertiary medium" onClick={onClose}>{p.cancel}</button>
          <button type="submit" className="krds-btn primary medium" aria-disabled={sending.isSending}>{p.save}</button>
        </div>
      </form>
    </Dialog>
  );
}

interface Inputted {
  readonly draft: Draft;
  set(change: Partial<Draft>): void;
  errorOf(field: string): string | undefined;
}

function Inputs({ draft, set, errorOf }: Inputted) {
  const w = useWords(words);
  return (
    <>
      <Field label={w.title} required error={errorOf("title")}>
        {(inside) => <input {...inside} className="krds-input" maxLength={LONGEST.title} value={draft.title} onChange={(event) => set({ title: event.target.value })} />}
      </Field>
      <Field label={w.project} required error={errorOf("project")}>
        {(inside) => <input {...inside} className="krds-input" maxLength={LONGEST.project} value={draft.project} onChange={(event) => set({ project: event.target.value })} />}
      </Field>
      <Field label={w.significance} error={errorOf("significance")}>
        {(inside) => <textarea {...inside} className="krds-input" maxLength={LONGEST.significance} value={draft.significance} onChange={(event) => set({ significance: event.target.value })} />}
      </Field>
      <Field label={w.body} required error={errorOf("body")}>
        {(inside) => <textarea {...inside} className="krds-input" rows={8} maxLength={LONGEST.body} value={draft.body} onChange={(event) => set({ body: event.target.value })} />}
      </Field>
      <Field label={w.due} error={errorOf("dueOn")}>
        {(inside) => <input {...inside} type="date" className="krds-input" value={draft.dueOn ?? ""} onChange={(event) => set({ dueOn: event.target.value || null })} />}
      </Field>
    </>
  );
}

function draftOf({ title, project, significance, body, dueOn }: Detail): Draft {
  return { title, project, significance, body, dueOn };
}

/** Only what differs: the rest may have been changed by somebody else. */
function changesOf(draft: Draft, request: Detail): Partial<Draft> {
  return Object.fromEntries(FIELDS.filter((name) => draft[name] !== request[name]).map((name) => [name, draft[name]]));
}
