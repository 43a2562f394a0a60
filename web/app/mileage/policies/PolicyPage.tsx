// One set of rules: what it differs in, and while it is a draft what administrators can do with it.
import { useState } from "react";
import { Link } from "wouter";

import { useRead } from "../../api/useRead";
import type { ResultOf } from "../../api/graphql";
import { Badge } from "../../parts/Badge";
import { Loading } from "../../parts/Loading";
import { Empty, Problem } from "../../parts/Problem";
import { useWords } from "../../words/language";
import { Heading } from "../Heading";
import { ONE, type Outcome, type Policy } from "./documents";
import { DraftActs } from "./DraftActs";
import { DraftEdit } from "./DraftEdit";
import { DraftTrial } from "./DraftTrial";
import { Facts } from "./Facts";
import { differences } from "./numbers";
import { DifferenceTable, NumberTable } from "./NumberTable";
import { OutcomeView } from "./OutcomeView";
import { words } from "./words";
import "./policies.css";

type Known = ResultOf<typeof ONE>;

export default function PolicyPage({ params }: { params: Record<string, string> }) {
  const w = useWords(words);
  const asked = decodeURIComponent(params.id ?? "");
  const variables = /^\d{1,9}$/u.test(asked) ? { number: Number(asked), id: null } : { number: null, id: asked };
  const { data, failure, again } = useRead(ONE, variables);
  const policy = data?.mileagePolicy;
  if (data && !policy) return <Empty isPage title={w.none}><p>{w.noneHelp}</p><Link className="link" href="/mileage/rules">{w.toRules}</Link></Empty>;
  return (
    <div className="stack">
      <Heading title={policy?.state === "ACTIVE" ? w.version(policy.number) : w.draftPage}>
        <Link className="link" href="/mileage/rules">{w.toRules}</Link>
      </Heading>
      {failure && <Problem failure={failure} again={again} />}
      {!data && !failure && <Loading lines={4} />}
      {data && policy && <One known={data} policy={policy} again={again} />}
    </div>
  );
}

interface Shown {
  readonly known: Known;
  readonly policy: Policy & { readonly simulation: Outcome | null };
  again(): void;
}

function One({ known, policy, again }: Shown) {
  const w = useWords(words);
  const [isEditing, setEditing] = useState(false);
  const { mileagePolicyInForce: inForce, mileagePolicyNumbers: numbers } = known;
  const close = () => setEditing(false);
  if (isEditing) return <DraftEdit numbers={numbers} inForce={inForce} policy={policy} again={again} close={close} />;
  return (
    <>
      <section className="card stack" aria-label={w.states[policy.state]}>
        <p><Badge tone={policy.state === "ACTIVE" ? "primary" : "plain"}>{w.states[policy.state]}</Badge></p>
        <p className="user-text">{policy.note}</p>
        <Facts policy={policy} />
        {policy.id !== inForce.id && <Difference policy={policy} inForce={inForce} />}
        <details open={policy.state !== "DRAFT"}>
          <summary>{w.numbers}</summary>
          <NumberTable policy={policy} numbers={numbers} caption={w.numbers} />
        </details>
        {policy.state === "DRAFT" && <DraftActs policy={policy} again={again} edit={() => setEditing(true)} />}
      </section>
      {policy.state === "DRAFT" && <DraftTrial policy={policy} again={again} />}
      {policy.state !== "DRAFT" && policy.simulation && <section className="card"><OutcomeView outcome={policy.simulation} /></section>}
    </>
  );
}

function Difference({ policy, inForce }: { policy: Policy; inForce: Policy }) {
  const w = useWords(words);
  return (
    <section className="stack tight" aria-labelledby="difference">
      <h2 id="difference">{w.difference}</h2>
      <DifferenceTable changes={differences(inForce, policy)} caption={w.difference} />
    </section>
  );
}
