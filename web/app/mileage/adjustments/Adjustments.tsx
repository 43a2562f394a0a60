// Points given or taken by hand. Administrators see all and decide; everybody else sees what is about them.
import { useState } from "react";
import { useSearchParams } from "wouter";

import type { Enum } from "../../api/graphql";
import { Choice } from "../../parts/Choice";
import { Loading } from "../../parts/Loading";
import { Empty, Problem } from "../../parts/Problem";
import { words as parts } from "../../parts/words";
import { enums } from "../../words/enums";
import { useWords } from "../../words/language";
import { Heading } from "../Heading";
import { useIsAdministrator } from "../../session/useIsAdministrator";
import { AdjustmentCard } from "./AdjustmentCard";
import { ProposeDialog } from "./ProposeDialog";
import { useAdjustments } from "./useAdjustments";
import { words } from "./words";

type State = Enum<"MileageAdjustmentState">;
type Wanted = State | "ALL";
const STATES: readonly Wanted[] = ["ALL", "PROPOSED", "CONFIRMED", "DECLINED"];

export default function Adjustments() {
  const w = useWords(words);
  const { mileageAdjustmentState } = useWords(enums);
  const decides = useIsAdministrator();
  const [address, setAddress] = useSearchParams();
  const wanted = STATES.find((state) => state === address.get("state")) ?? "ALL";
  const choose = (state: Wanted) => setAddress(state === "ALL" ? {} : { state }, { replace: true });
  return (
    <div className="stack">
      <Heading title={w.title}>{decides ? w.intro : w.introMine}</Heading>
      <div className="filters">
        <Choice label={w.state} value={wanted} values={STATES} names={{ ...mileageAdjustmentState, ALL: w.all }} choose={choose} />
      </div>
      <OfState key={wanted} state={wanted === "ALL" ? null : wanted} />
    </div>
  );
}

function OfState({ state }: { state: State | null }) {
  const w = useWords(words);
  const p = useWords(parts);
  const proposes = useIsAdministrator();
  const { known, isLoaded, failure, again, more, say } = useAdjustments(state);
  const [isOpen, setOpen] = useState(false);
  return (
    <section className="stack" aria-labelledby="adjustments">
      <div className="row between">
        <h2 id="adjustments">{w.list}</h2>
        {proposes && <button type="button" className="krds-btn primary medium" onClick={() => setOpen(true)}>{w.propose}</button>}
      </div>
      {failure && <Problem failure={failure} again={again} />}
      {!isLoaded && !failure && <Loading lines={3} />}
      {isLoaded && known.adjustments.length === 0 && <Empty title={w.none} />}
      <ul className="stack tight">
        {known.adjustments.map((one) => <AdjustmentCard key={one.id} one={one} say={say} again={again} />)}
      </ul>
      {known.next !== null && <button type="button" className="krds-btn tertiary medium" onClick={more}>{p.more}</button>}
      {isOpen && <ProposeDialog say={say} onClose={() => setOpen(false)} />}
    </section>
  );
}
