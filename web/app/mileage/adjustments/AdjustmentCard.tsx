// One adjustment: about whom, how much and why, who proposed it, and what a second administrator makes of it.
import { useState } from "react";

import { Badge, type Tone } from "../../parts/Badge";
import { ReasonDialog } from "../../parts/ReasonDialog";
import { useSending } from "../../parts/useSending";
import { useSession } from "../../session/Session";
import { enums } from "../../words/enums";
import { useLanguage, useWords } from "../../words/language";
import { Ago } from "../../words/times";
import { signedText } from "../amounts";
import { Person } from "../Person";
import { useIsAdministrator } from "../../session/useIsAdministrator";
import { words as shared } from "../words";
import { canConfirm } from "./adjustments";
import { CONFIRM, DECLINE, type Adjustment } from "./documents";
import { words } from "./words";

const LONGEST = 1_000;
const TONES: Record<Adjustment["state"], Tone> = { PROPOSED: "warning", CONFIRMED: "success", DECLINED: "plain" };

interface Shown {
  readonly one: Adjustment;
  say(adjustment: Adjustment): void;
  /** Read what is so now: somebody else was faster. */
  again(): void;
}

export function AdjustmentCard({ one, say, again }: Shown) {
  const w = useWords(words);
  const s = useWords(shared);
  const { mileageAdjustmentState } = useWords(enums);
  const { language } = useLanguage();
  const decides = useIsAdministrator();
  return (
    <li className="card stack tight">
      <div className="row between">
        <span className="row">
          <strong><Person one={one.employee} /></strong>
          <span className="subtle small">{one.department?.name}</span>
          <Badge tone={TONES[one.state]}>{mileageAdjustmentState[one.state]}</Badge>
        </span>
        <strong className="number">{s.points(signedText(one.points, language))}</strong>
      </div>
      <p className="user-text">{one.reason}</p>
      <p className="row small subtle">{w.proposedBy} <Person one={one.proposedBy} /> <Ago at={one.proposedAt} /></p>
      {one.decidedAt && <p className="row small subtle">{w.decidedBy} <Person one={one.decidedBy} /> <Ago at={one.decidedAt} /></p>}
      {one.decision && <p className="small user-text">{w.decision(one.decision)}</p>}
      {decides && one.state === "PROPOSED" && <Acts one={one} say={say} again={again} />}
    </li>
  );
}

function Acts({ one, say, again }: Shown) {
  const w = useWords(words);
  const { viewer } = useSession();
  const sending = useSending(["reason"]);
  const [isOpen, setOpen] = useState(false);
  const isOwn = one.proposedBy?.id === viewer.employee?.id;
  const may = canConfirm(one, viewer.employee?.id);
  const { id, version } = one;
  const done = (payload: { adjustment: Adjustment | null } | null) => {
    if (payload?.adjustment) say(payload.adjustment);
    else again();
    return payload !== null;
  };
  const confirm = async () => done(await sending.send(CONFIRM, { id, version }));
  const decline = async (reason: string) => {
    if (done(await sending.send(DECLINE, { id, version, reason }))) setOpen(false);
  };
  return (
    <>
      {!isOpen && sending.general && <p role="alert" className="notice danger">{sending.general}</p>}
      {!may && <p className="subtle small">{isOwn ? w.another : w.aboutMe}</p>}
      <div className="row">
        {may && (
          <button type="button" className="krds-btn primary small" aria-disabled={sending.isSending} onClick={() => sending.isSending || void confirm()}>
            {w.confirm}<span className="sr-only"> {one.employee?.name}</span>
          </button>
        )}
        <button type="button" className="krds-btn tertiary small" onClick={() => setOpen(true)}>
          {isOwn ? w.withdraw : w.decline}<span className="sr-only"> {one.employee?.name}</span>
        </button>
      </div>
      {isOpen && (
        <ReasonDialog title={isOwn ? w.withdraw : w.decline} label={w.why} longest={LONGEST} sending={sending} send={decline} onClose={() => setOpen(false)} />
      )}
    </>
  );
}
