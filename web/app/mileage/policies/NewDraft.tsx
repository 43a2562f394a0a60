// Numbers that are not kept yet: tried as they are typed, or saved as a draft.
import { useMemo, useState } from "react";
import { Link, useLocation } from "wouter";

import { readLonger } from "../../api/longer";
import { useRead } from "../../api/useRead";
import type { ResultOf } from "../../api/graphql";
import { announce } from "../../parts/announcing";
import { Field } from "../../parts/Field";
import { Loading } from "../../parts/Loading";
import { Empty, Problem } from "../../parts/Problem";
import { useSending } from "../../parts/useSending";
import { useWords } from "../../words/language";
import { Heading } from "../Heading";
import type { MonthGiven } from "../ranges";
import { useIsAdministrator } from "../../session/useIsAdministrator";
import { BASE, DRAFT, WHAT_IF, type Outcome } from "./documents";
import { NumberForm } from "./NumberForm";
import { given, isSound, typedOf } from "./numbers";
import { OutcomeView } from "./OutcomeView";
import { TrialSection } from "./TrialSection";
import { words } from "./words";
import "./policies.css";

export default function NewDraft() {
  const w = useWords(words);
  const isAdministrator = useIsAdministrator();
  const { data, failure, again } = useRead(BASE, isAdministrator ? {} : null);
  if (!isAdministrator) return <Empty isPage title={w.administratorsOnly}><Link className="link" href="/mileage/rules">{w.toRules}</Link></Empty>;
  return (
    <div className="stack">
      <Heading title={w.newTitle}>{w.newIntro}</Heading>
      {failure && <Problem failure={failure} again={again} />}
      {!data && !failure && <Loading lines={4} />}
      {data && <Drafting base={data} />}
    </div>
  );
}

function Drafting({ base: { mileagePolicyNumbers: numbers, mileagePolicyInForce: inForce } }: { base: ResultOf<typeof BASE> }) {
  const w = useWords(words);
  const [, go] = useLocation();
  const id = useMemo(() => crypto.randomUUID(), []);
  const names = useMemo(() => ["note", ...numbers.map(({ name }) => name)], [numbers]);
  const sending = useSending(names);
  const [typed, setTyped] = useState(() => typedOf(inForce));
  const [note, setNote] = useState("");
  const isReady = isSound(numbers, typed);
  const mayGo = isReady && note.trim() !== "" && !sending.isSending;
  const save = async () => {
    const payload = await sending.send(DRAFT, { input: { id, note, numbers: given(numbers, typed) } });
    if (payload?.policy) go(`/mileage/rules/${encodeURIComponent(payload.policy.id)}`);
  };
  return (
    <>
      <form className="card stack" onSubmit={(event) => { event.preventDefault(); if (mayGo) void save(); }}>
        {sending.general && <p role="alert" className="notice danger">{sending.general}</p>}
        <NumberForm numbers={numbers} inForce={inForce} typed={typed} set={setTyped} errorOf={sending.errorOf} />
        <Field label={w.note} hint={w.noteHint} required error={sending.errorOf("note")}>
          {(inside) => <textarea {...inside} className="krds-input" maxLength={1000} value={note} onChange={(event) => setNote(event.target.value)} />}
        </Field>
        <p><button type="submit" className="krds-btn secondary medium" aria-disabled={!mayGo}>{w.saveDraft}</button></p>
      </form>
      <WhatIf numbers={given(numbers, typed)} isReady={isReady} />
    </>
  );
}

interface Wanted {
  readonly numbers: readonly { name: string; value: string }[];
  readonly isReady: boolean;
}

function WhatIf({ numbers, isReady }: Wanted) {
  const w = useWords(words);
  const [tried, setTried] = useState<{ outcome: Outcome; of: string }>();
  const of = JSON.stringify(numbers);
  const ask = async (first: MonthGiven, last: MonthGiven, signal: AbortSignal) => {
    const { mileagePolicySimulation: outcome } = await readLonger(WHAT_IF, { first, last, numbers: [...numbers] }, signal);
    setTried({ outcome, of });
    announce(w.finished(outcome.moved));
  };
  return (
    <TrialSection first={null} isReady={isReady} help="" ask={ask}>
      {tried && tried.of !== of && <p className="notice warning">{w.stale}</p>}
      {tried && <OutcomeView outcome={tried.outcome} />}
    </TrialSection>
  );
}
