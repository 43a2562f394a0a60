// An administrator registers a title, or changes one. If another was faster, both see what is so now.
import { useState } from "react";

import { FormDialog } from "../../parts/FormDialog";
import { Field as Labelled } from "../../parts/Field";
import { useSending } from "../../parts/useSending";
import { useWords } from "../../words/language";
import type { Title } from "../titles/documents";
import { BLANK, changed, contentOf, FIELDS, inputOf, SLUG, topicsIn } from "./content";
import { CHANGE, REGISTER } from "./documents";
import { TitleFields, useSaid } from "./TitleFields";
import { words } from "./words";

interface Opened<One> {
  done(title: One): void;
  onClose(): void;
}

export function RegisterDialog({ done, onClose }: Opened<Title>) {
  const w = useWords(words);
  const [id] = useState(() => crypto.randomUUID()); // a second click registers nothing more
  const [slug, setSlug] = useState("");
  const [content, setContent] = useState(BLANK);
  const sending = useSending(["slug", ...FIELDS]);
  const isMiswritten = slug !== "" && !SLUG.test(slug);
  const isReady = SLUG.test(slug) && content.name.trim() !== "" && content.departmentId !== "";
  const send = async () => {
    const { status: _, topics, formats, ...others } = content;
    const payload = await sending.send(REGISTER, { input: { ...others, topics: topicsIn(topics), formats: [...formats], slug, id } });
    if (payload?.newsletter) done(payload.newsletter);
  };
  return (
    <FormDialog title={w.register} submit={w.registerNow} sending={sending} isReady={isReady} send={send} onClose={onClose}>
      <Labelled label={w.slug} hint={w.slugHint} required error={isMiswritten ? w.slugWrong : sending.errorOf("slug")}>
        {(inside) => <input {...inside} className="krds-input" autoComplete="off" spellCheck={false} maxLength={60} value={slug} onChange={({ target }) => setSlug(target.value)} />}
      </Labelled>
      <TitleFields content={content} isNew errorOf={sending.errorOf} set={(change) => setContent({ ...content, ...change })} />
    </FormDialog>
  );
}

interface Changed extends Opened<Title> {
  readonly title: Title;
  again(): void;
}

export function ChangeDialog({ title, again, done, onClose }: Changed) {
  const w = useWords(words);
  const said = useSaid();
  const [base] = useState(() => contentOf(title));
  const [content, setContent] = useState(base);
  const sending = useSending(FIELDS);
  const now = contentOf(title); // read again after a refusal
  const theirs = changed(now, base);
  const send = async () => {
    const mine = changed(content, base);
    const payload = await sending.send(CHANGE, { id: title.id, version: title.version, input: inputOf(content, mine) });
    if (payload?.newsletter) done(payload.newsletter);
    else again();
  };
  const isStale = sending.errors.some(({ reason }) => reason === "STALE");
  return (
    <FormDialog title={w.change} sending={isStale ? { ...sending, general: undefined } : sending} send={send} onClose={onClose}>
      {theirs.length > 0 && (
        <div role="alert" className="notice warning stack tight">
          <strong>{w.stale}</strong>
          <ul>{theirs.map((name) => <li key={name}>{w.fields[name]}: {name === "departmentId" ? title.publisherName : said(now, name)}</li>)}</ul>
          <p>{w.staleHelp}</p>
        </div>
      )}
      <TitleFields content={content} errorOf={sending.errorOf} set={(change) => setContent({ ...content, ...change })} />
    </FormDialog>
  );
}
