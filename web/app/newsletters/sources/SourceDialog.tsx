// Where to take issues from: added, or changed. What goes out unseen only those may choose who answer for it.
import { useState } from "react";

import { Field } from "../../parts/Field";
import { FormDialog } from "../../parts/FormDialog";
import { useSending, type Sending } from "../../parts/useSending";
import { useWords } from "../../words/language";
import { addedOf, BLANK, changeOf, contentOf, isWhole, releaseOf, type Content, type Way } from "./content";
import { ADD, CHANGE, type Source } from "./documents";
import { words } from "./words";

const FIELDS = ["url", "linkSelector", "partSelector", "release"];
const WAYS: readonly Way[] = ["FEED", "LINKS", "PAGE"];

interface Opened {
  done(): void;
  onClose(): void;
}

export function AddDialog({ newsletterId, done, onClose }: Opened & { readonly newsletterId: string }) {
  const w = useWords(words);
  const [content, set] = useState(BLANK);
  const sending = useSending(FIELDS);
  const send = async () => {
    if (await sending.send(ADD, { input: { newsletterId, ...addedOf(content) } })) done();
  };
  return (
    <FormDialog title={w.add} submit={w.addNow} sending={sending} isReady={isWhole(content)} send={send} onClose={onClose}>
      <Fields content={content} ways={WAYS} sending={sending} set={(change) => set({ ...content, ...change })} />
    </FormDialog>
  );
}

export function ChangeDialog({ source, done, onClose }: Opened & { readonly source: Source }) {
  const w = useWords(words);
  const [base] = useState(() => ({ content: contentOf(source), version: source.version }));
  const [content, set] = useState(base.content);
  const sending = useSending(FIELDS);
  const ways = source.kind === "FEED" ? WAYS.slice(0, 1) : WAYS.slice(1);
  const send = async () => {
    const input = changeOf(content, base.content);
    if (await sending.send(CHANGE, { id: source.id, input, version: base.version })) done();
  };
  return (
    <FormDialog title={w.change} sending={sending} isReady={isWhole(content)} send={send} onClose={onClose}>
      <Fields content={content} ways={ways} sending={sending} set={(change) => set({ ...content, ...change })} />
    </FormDialog>
  );
}

interface Filled {
  readonly content: Content;
  readonly ways: readonly Way[];
  readonly sending: Sending;
  set(change: Partial<Content>): void;
}

function Fields({ content, ways, sending, set }: Filled) {
  const w = useWords(words);
  const { way, url, selector } = content;
  const selectorError = sending.errorOf("linkSelector") ?? sending.errorOf("partSelector");
  return (
    <>
      <fieldset className="field">
        <legend>{w.way}</legend>
        {ways.map((one) => (
          <label key={one} className="row news-source-way">
            <input type="radio" name="way" checked={way === one} onChange={() => set({ way: one, selector: "" })} />
            <span>{w.ways[one]} <span className="small subtle">{w.wayHints[one]}</span></span>
          </label>
        ))}
      </fieldset>
      <Field label={w.url} hint={w.urlHint} required error={sending.errorOf("url")}>
        {(inside) => <input {...inside} type="url" className="krds-input" autoComplete="off" spellCheck={false} maxLength={2000} value={url} onChange={({ target }) => set({ url: target.value })} />}
      </Field>
      {way !== "FEED" && (
        <Field label={w.selectors[way]} hint={w.selectorHints[way]} required={way === "LINKS"} error={selectorError}>
          {(inside) => <input {...inside} className="krds-input" autoComplete="off" spellCheck={false} maxLength={200} value={selector} onChange={({ target }) => set({ selector: target.value })} />}
        </Field>
      )}
      {way !== "PAGE" && (
        <Field label={w.release} hint={w.releaseHint} required error={sending.errorOf("release")}>
          {(inside) => (
            <select {...inside} className="choice" value={releaseOf(content)} onChange={({ target }) => set({ release: target.value as Content["release"] })}>
              <option value="DRAFT">{w.releases.DRAFT}</option>
              <option value="PUBLISH">{w.releases.PUBLISH}</option>
            </select>
          )}
        </Field>
      )}
    </>
  );
}
