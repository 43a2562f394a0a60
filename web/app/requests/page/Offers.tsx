import { useState } from "react";

import { Badge } from "../../parts/Badge";
import { ReasonDialog } from "../../parts/ReasonDialog";
import { useSending } from "../../parts/useSending";
import { enums } from "../../words/enums";
import { useWords } from "../../words/language";
import type { Detail } from "./documents";
import { HELP_ACCEPT, HELP_DECLINE, HELP_WITHDRAW } from "./mutations";
import { words } from "./words";

const LONGEST_REASON = 1_000;
type Offer = Detail["offers"]["nodes"][number];

export function Offers({ request: { offers } }: { request: Detail }) {
  const w = useWords(words);
  if (offers.nodes.length === 0) return null;
  return (
    <section aria-labelledby="offers" className="stack tight">
      <h2 id="offers">{w.offers}</h2>
      {offers.nodes.map((offer) => (
        <OfferCard key={offer.id} offer={offer} />
      ))}
    </section>
  );
}

function OfferCard({ offer }: { offer: Offer }) {
  const w = useWords(words);
  const { partnerRole, helpOfferState } = useWords(enums);
  const [isDeclining, setDeclining] = useState(false);
  const sending = useSending(["reason"]);
  const { id } = offer;
  async function decline(reason: string) {
    if (await sending.send(HELP_DECLINE, { id, reason })) setDeclining(false);
  }
  return (
    <article className="card stack tight" aria-label={offer.departmentName}>
      <div className="row between">
        <strong>{offer.departmentName}</strong>
        <Badge tone={offer.state === "ACCEPTED" ? "success" : "plain"}>{helpOfferState[offer.state]}</Badge>
      </div>
      <p className="small subtle">{partnerRole[offer.role]}</p>
      <p className="user-text">{offer.message}</p>
      {offer.resources && <p className="user-text small">{offer.resources}</p>}
      {offer.answer && <p className="notice small user-text">{offer.answer}</p>}
      {sending.general && !isDeclining && <p role="alert" className="notice danger small">{sending.general}</p>}
      <div className="row">
        {offer.viewerCanAccept.allowed && (
          <button type="button" className="krds-btn primary small" onClick={() => void sending.send(HELP_ACCEPT, { id })}>{w.accept}</button>
        )}
        {offer.viewerCanDecline.allowed && (
          <button type="button" className="krds-btn tertiary small" onClick={() => setDeclining(true)}>{w.decline}</button>
        )}
        {offer.viewerCanWithdraw.allowed && (
          <button type="button" className="krds-btn tertiary small" onClick={() => void sending.send(HELP_WITHDRAW, { id })}>{w.withdraw}</button>
        )}
      </div>
      {isDeclining && (
        <ReasonDialog title={w.decline} label={w.reasonFor.decline} longest={LONGEST_REASON} sending={sending} send={decline} onClose={() => setDeclining(false)} />
      )}
    </article>
  );
}
