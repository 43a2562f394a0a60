// When an approved issue goes out by itself: a day and a time in Seoul, wherever whoever chooses it sits.
import { useState } from "react";

import { Field } from "../../parts/Field";
import { FormDialog } from "../../parts/FormDialog";
import { useSending } from "../../parts/useSending";
import { useWords } from "../../words/language";
import { instantOf, localMoment } from "../../words/times";
import { SCHEDULE, type Issue } from "./documents";
import { firstOffered } from "./scheduling";
import { words } from "./words";

interface Opened {
  readonly issue: Issue;
  /** It is scheduled, or was refused: what is shown may be old. */
  again(): void;
  done(): void;
  onClose(): void;
}

export function ScheduleDialog({ issue, again, done, onClose }: Opened) {
  const w = useWords(words);
  const sending = useSending(["at"]);
  const [local, setLocal] = useState(() => localMoment(issue.publishAt ? Date.parse(issue.publishAt) : firstOffered(Date.now())));
  const isStale = sending.errors.some(({ reason }) => reason === "STALE");
  const send = async () => {
    const payload = await sending.send(SCHEDULE, { id: issue.id, at: instantOf(local), version: issue.version });
    again();
    if (payload) done();
  };
  const title = issue.publishAt ? w.reschedule : w.schedule;
  return (
    <FormDialog title={title} submit={w.scheduleNow} isReady={local !== ""} sending={isStale ? { ...sending, general: w.changedMeanwhile } : sending} send={send} onClose={onClose}>
      <p><strong>{issue.heading}</strong></p>
      <p>{w.ask.schedule[issue.audience]}</p>
      <Field label={w.goesOutAt} hint={w.goesOutHint} required error={sending.errorOf("at")}>
        {(inside) => <input {...inside} type="datetime-local" className="krds-input medium" value={local} onChange={({ target }) => setLocal(target.value)} />}
      </Field>
    </FormDialog>
  );
}
