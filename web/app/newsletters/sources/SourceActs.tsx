// What may be done with a source now, and how a visit that was asked for went.
import { useState } from "react";

import { announce } from "../../parts/announcing";
import { FormDialog } from "../../parts/FormDialog";
import { useSending } from "../../parts/useSending";
import { useWords } from "../../words/language";
import { FETCH, PAUSE, REMOVE, RESUME, type Source } from "./documents";
import { ChangeDialog } from "./SourceDialog";
import { words } from "./words";

interface Acted {
  readonly source: Source;
  again(): void;
}

export function SourceActs({ source, again }: Acted) {
  const w = useWords(words);
  const [open, setOpen] = useState<"change" | "remove">();
  const { viewerCanChange, viewerCanFetch, state, id, url } = source;
  const sending = useSending();
  if (!viewerCanChange.allowed) return viewerCanChange.reason ? <p className="small subtle">{viewerCanChange.reason}</p> : null;
  const rest = async () => {
    if (sending.isSending || !(await sending.send(state === "ACTIVE" ? PAUSE : RESUME, { id }))) return;
    announce(state === "ACTIVE" ? w.nowPaused : w.nowResumed);
    again();
  };
  const close = () => setOpen(undefined);
  const done = () => { close(); again(); };
  const of = <span className="sr-only"> {url}</span>;
  return (
    <div className="stack tight">
      {sending.general && <p role="alert" className="notice danger">{sending.general}</p>}
      {viewerCanFetch.allowed && <Fetch source={source} again={again} />}
      <div className="row">
        <button type="button" className="krds-btn tertiary small" aria-disabled={sending.isSending} onClick={() => void rest()}>{state === "ACTIVE" ? w.pause : w.resume}{of}</button>
        <button type="button" className="krds-btn tertiary small" onClick={() => setOpen("change")}>{w.edit}{of}</button>
        <button type="button" className="krds-btn tertiary small" onClick={() => setOpen("remove")}>{w.remove}{of}</button>
      </div>
      {open === "change" && <ChangeDialog source={source} done={done} onClose={close} />}
      {open === "remove" && <RemoveDialog source={source} done={done} onClose={close} />}
    </div>
  );
}

function Fetch({ source: { id, url }, again }: Acted) {
  const w = useWords(words);
  const sending = useSending();
  const [said, say] = useState<string>();
  const fetch = async () => {
    if (sending.isSending) return;
    say(undefined);
    const payload = await sending.send(FETCH, { id });
    if (payload) say(payload.source?.problem ? w.visitFailed(payload.found ?? 0) : w.visited(payload.found ?? 0));
    again();
  };
  return (
    <div className="row">
      <button type="button" className="krds-btn secondary small" aria-disabled={sending.isSending} onClick={() => void fetch()}>{sending.isSending ? w.visiting : w.visit}<span className="sr-only"> {url}</span></button>
      <p role="status" className="small">{!sending.isSending && (sending.general ?? said)}</p>
    </div>
  );
}

interface Removed {
  readonly source: Source;
  done(): void;
  onClose(): void;
}

function RemoveDialog({ source: { id, url, found }, done, onClose }: Removed) {
  const w = useWords(words);
  const sending = useSending();
  const remove = async () => {
    if (await sending.send(REMOVE, { id })) done();
  };
  return (
    <FormDialog title={w.removeAsk} submit={w.remove} sending={sending} send={remove} onClose={onClose}>
      <p className="news-source-url">{url}</p>
      <p>{w.removeHelp(found)}</p>
    </FormDialog>
  );
}
