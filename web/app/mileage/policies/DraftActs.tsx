// What administrators can do with a draft; what they cannot stands there with its reason.
import { useState } from "react";

import { announce } from "../../parts/announcing";
import { FormDialog } from "../../parts/FormDialog";
import { useSending } from "../../parts/useSending";
import { useWords } from "../../words/language";
import { ActivateDialog } from "./ActivateDialog";
import { DISCARD, type Policy } from "./documents";
import { words } from "./words";

interface Acts {
  readonly policy: Policy;
  again(): void;
}

export function DraftActs({ policy, again, edit }: Acts & { edit(): void }) {
  const w = useWords(words);
  const [open, setOpen] = useState<"discard" | "activate" | null>(null);
  const { viewerCanUpdate: mayUpdate, viewerCanActivate: mayActivate } = policy;
  const close = () => setOpen(null);
  const refusals = [mayUpdate, mayActivate].flatMap(({ allowed, reason }) => (allowed || !reason ? [] : [reason]));
  return (
    <div className="stack tight">
      <div className="row">
        <button type="button" className="krds-btn primary medium" aria-disabled={!mayActivate.allowed} aria-describedby="may-not" onClick={() => mayActivate.allowed && setOpen("activate")}>{w.activate}</button>
        {mayUpdate.allowed && <button type="button" className="krds-btn tertiary medium" onClick={edit}>{w.edit}</button>}
        {mayUpdate.allowed && <button type="button" className="krds-btn tertiary medium" onClick={() => setOpen("discard")}>{w.discard}</button>}
      </div>
      <p id="may-not" className="subtle small">{[...new Set(refusals)].join(" ")}</p>
      {open === "activate" && <ActivateDialog policy={policy} onClose={close} />}
      {open === "discard" && <DiscardDialog policy={policy} again={again} onClose={close} />}
    </div>
  );
}

function DiscardDialog({ policy, again, onClose }: Acts & { onClose(): void }) {
  const w = useWords(words);
  const sending = useSending();
  const send = async () => {
    const payload = await sending.send(DISCARD, { id: policy.id, version: policy.version });
    if (!payload) return;
    onClose();
    announce(w.states.DISCARDED);
    again();
  };
  return (
    <FormDialog title={w.discard} submit={w.discard} sending={sending} send={send} onClose={onClose}>
      <p>{w.discardAsk}</p>
    </FormDialog>
  );
}
