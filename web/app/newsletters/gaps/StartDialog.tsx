// A department's first newsletter: a name, how often, and its writer stands before a first issue to fill in.
import { useState } from "react";
import { useLocation } from "wouter";

import type { Enum } from "../../api/graphql";
import { Field } from "../../parts/Field";
import { FormDialog } from "../../parts/FormDialog";
import { useSending } from "../../parts/useSending";
import { enums } from "../../words/enums";
import { useWords } from "../../words/language";
import { today } from "../../words/times";
import { addressOfIssue } from "../addresses";
import { topicsIn } from "../catalogue/content";
import { START, type Gap } from "./documents";
import { words } from "./words";

type Period = Enum<"NewsletterPeriod">;

export function StartDialog({ gap, onClose }: { gap: Gap; onClose(): void }) {
  const w = useWords(words);
  const { newsletterPeriod } = useWords(enums);
  const [, navigate] = useLocation();
  const [id] = useState(() => crypto.randomUUID()); // a second click begins nothing more
  const [name, setName] = useState("");
  const [period, setPeriod] = useState<Period>("MONTHLY");
  const [topics, setTopics] = useState("");
  const [issuedOn, setIssuedOn] = useState(() => today(Date.now()));
  const sending = useSending(["name", "period", "topics", "issuedOn"]);
  const send = async () => {
    const input = { departmentId: gap.id, name, period, topics: topicsIn(topics), issuedOn, id };
    const payload = await sending.send(START, { input });
    if (payload?.newsletter && payload.issue) navigate(`${addressOfIssue(payload.newsletter, payload.issue.number)}/edit`);
  };
  return (
    <FormDialog title={w.start} submit={w.startNow} sending={sending} isReady={name.trim() !== "" && issuedOn !== ""} send={send} onClose={onClose}>
      <p>{w.startHelp(gap.name)}</p>
      <Field label={w.name} hint={w.nameHint} required error={sending.errorOf("name")}>
        {(inside) => <input {...inside} className="krds-input" autoComplete="off" maxLength={100} value={name} onChange={({ target }) => setName(target.value)} />}
      </Field>
      <Field label={w.period} required error={sending.errorOf("period")}>
        {(inside) => (
          <select {...inside} className="choice" value={period} onChange={({ target }) => setPeriod(target.value as Period)}>
            {(Object.keys(newsletterPeriod) as Period[]).map((one) => <option key={one} value={one}>{newsletterPeriod[one]}</option>)}
          </select>
        )}
      </Field>
      <Field label={w.topics} hint={w.topicsHint} error={sending.errorOf("topics")}>
        {(inside) => <input {...inside} className="krds-input" autoComplete="off" maxLength={250} value={topics} onChange={({ target }) => setTopics(target.value)} />}
      </Field>
      <Field label={w.issuedOn} required error={sending.errorOf("issuedOn")}>
        {(inside) => <input {...inside} type="date" className="krds-input" value={issuedOn} onChange={({ target }) => setIssuedOn(target.value)} />}
      </Field>
    </FormDialog>
  );
}
