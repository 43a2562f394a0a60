// Who drafted, edited and activated a set of rules, and from when it holds.
import type { ReactNode } from "react";

import { useWords } from "../../words/language";
import { Ago, Day } from "../../words/times";
import { Person, type Named } from "../Person";
import type { Policy } from "./documents";
import { words } from "./words";

export function Facts({ policy }: { policy: Policy }) {
  const w = useWords(words);
  return (
    <dl className="rule-facts small">
      {policy.state === "ACTIVE" && <Fact name={w.since}>{policy.effectiveFrom ? <Day on={policy.effectiveFrom} /> : w.fromBeginning}</Fact>}
      {policy.activatedAt && <Act name={w.activatedBy} by={policy.activatedBy} at={policy.activatedAt} />}
      {policy.draftedBy && <Act name={w.draftedBy} by={policy.draftedBy} at={policy.draftedAt} />}
      {policy.editedAt && <Act name={w.editedBy} by={policy.editedBy} at={policy.editedAt} />}
    </dl>
  );
}

function Act({ name, by, at }: { name: string; by: Named | null; at: string }) {
  return <Fact name={name}><Person one={by} /> <span className="subtle"><Ago at={at} /></span></Fact>;
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return <div><dt>{name}</dt><dd>{children}</dd></div>;
}
