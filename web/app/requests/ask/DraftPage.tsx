// Writing one request, step by step. It is saved all the while; the address says which draft and which step.
import { useEffect, useRef, useState, type ComponentType } from "react";
import { Redirect, useLocation, useSearchParams } from "wouter";

import { Dialog } from "../../parts/Dialog";
import { Loading } from "../../parts/Loading";
import { Problem } from "../../parts/Problem";
import { words as parts } from "../../parts/words";
import { useTitle } from "../../parts/title";
import { useWords } from "../../words/language";
import { Conflict } from "./Conflict";
import type { Content } from "./content";
import type { Draft } from "./draft";
import type { Editor } from "./editor";
import { Gone } from "./Gone";
import { MaterialStep } from "./MaterialStep";
import { Preview } from "./Preview";
import { stepOf, STEPS, type Step } from "./problems";
import { Standing } from "./Standing";
import { Steps } from "./Steps";
import { useDraft, useEditor } from "./useEditor";
import { What } from "./What";
import { Whom } from "./Whom";
import { words } from "./words";
import "./ask.css";

interface Shown {
  readonly draft: Draft;
  write(change: Partial<Content>): void;
  go(step: Step): void;
}

const PAGES: Record<Step, ComponentType<Shown>> = { 1: What, 2: Whom, 3: MaterialStep, 4: Preview };

export default function DraftPage({ params }: { params: Record<string, string> }) {
  const { editor, failure, again } = useEditor(decodeURIComponent(params["draft"] ?? ""));
  const w = useWords(words);
  useTitle(w.title);
  if (failure) return <Problem failure={failure} again={again} />;
  return editor ? <Writing edited={editor} /> : <Loading />;
}

function Writing({ edited }: { edited: Editor }) {
  const w = useWords(words);
  const draft = useDraft(edited);
  const { ending, theirs, content, notes } = draft;
  if (ending?.kind === "sent") return <Redirect to={`/requests/${ending.key}`} />;
  if (ending?.kind === "discarded") return <Redirect to="/ask" />;
  if (ending?.kind === "gone") return <Gone draft={draft} forget={() => void edited.discard()} />;
  return (
    <div className="stack ask">
      <div className="row between">
        <h1>{w.title}</h1>
        <Standing draft={draft} />
      </div>
      {notes.length > 0 && (
        <div className="card stack tight" role="note">
          <strong>{w.adjusted}</strong>
          <ul>{notes.map((note) => <li key={note}>{note}</li>)}</ul>
        </div>
      )}
      {theirs ? <Conflict mine={content} theirs={theirs.content} resolve={edited.resolve} /> : <Form draft={draft} edited={edited} />}
    </div>
  );
}

function Form({ draft, edited }: { draft: Draft; edited: Editor }) {
  const w = useWords(words);
  const { step, go } = useStep();
  const heading = useRef<HTMLHeadingElement>(null);
  const area = useRef<HTMLDivElement>(null);
  const [tries, setTries] = useState(0);
  const [isSending, setIsSending] = useState(false);
  const shown = useRef(step);
  useEffect(() => {
    if (shown.current !== step) heading.current?.focus();
    shown.current = step;
  }, [step]);
  useEffect(() => {
    if (tries > 0) (area.current?.querySelector<HTMLElement>("[aria-invalid=true]") ?? heading.current)?.focus();
  }, [tries]);
  const send = async () => {
    setIsSending(true);
    await edited.send(w.required);
    setIsSending(false);
    const wrong = stepOf(edited.draft().problems);
    if (wrong === null) return;
    go(wrong);
    setTries((before) => before + 1);
  };
  const Page = PAGES[step];
  return (
    <>
      <Steps step={step} />
      <div ref={area} className="stack card ask-step">
        <h2 ref={heading} tabIndex={-1}>{w.steps[step]}</h2>
        {tries > 0 && stepOf(draft.problems) !== null && <p role="alert" className="ask-error">{w.mendFirst}</p>}
        <Page draft={draft} write={edited.write} go={go} />
      </div>
      <div className="row between">
        <Discard draft={draft} edited={edited} />
        <div className="row">
          {step > 1 && <button type="button" className="krds-btn tertiary medium" onClick={() => go((step - 1) as Step)}>{w.back}</button>}
          {step < 4 ? (
            <button type="button" className="krds-btn medium" onClick={() => go((step + 1) as Step)}>{w.next}</button>
          ) : (
            <button type="button" className="krds-btn medium" aria-disabled={isSending} onClick={() => isSending || void send()}>
              {isSending ? w.sending : w.send}
            </button>
          )}
        </div>
      </div>
    </>
  );
}

function Discard({ draft, edited }: { draft: Draft; edited: Editor }) {
  const w = useWords(words);
  const p = useWords(parts);
  const [isAsked, ask] = useState(false);
  const [, navigate] = useLocation();
  const discard = () => {
    ask(false);
    void edited.discard().then(() => edited.draft().ending && navigate("/ask"));
  };
  return (
    <>
      <button type="button" className="krds-btn text medium" onClick={() => ask(true)}>{w.discard}</button>
      {isAsked && (
        <Dialog title={w.discardTitle} onClose={() => ask(false)}>
          <p>{draft.saved ? w.discardHelp : (draft.content.title || w.untitled)}</p>
          <div className="dialog-actions">
            <button type="button" className="krds-btn tertiary medium" onClick={() => ask(false)}>{p.cancel}</button>
            <button type="button" className="krds-btn medium" onClick={discard}>{w.discard}</button>
          </div>
        </Dialog>
      )}
    </>
  );
}

function useStep(): { step: Step; go(step: Step): void } {
  const [address, setAddress] = useSearchParams();
  const told = Number(address.get("step"));
  const step = STEPS.find((one) => one === told) ?? 1;
  return { step, go: (next) => setAddress(next === 1 ? {} : { step: String(next) }) };
}
