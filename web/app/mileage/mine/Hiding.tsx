// Whether others find me on boards, and what follows from it.
import { useState } from "react";

import { FormDialog } from "../../parts/FormDialog";
import { useSending } from "../../parts/useSending";
import { useSession } from "../../session/Session";
import { useWords } from "../../words/language";
import { HIDE, SHOW, type Privacy } from "./documents";
import { words } from "./words";

/** What was just chosen holds here at once; boards follow a moment later. */
export function Hiding({ privacy }: { privacy: Privacy }) {
  const w = useWords(words);
  const { viewer } = useSession();
  const sending = useSending();
  const [chosen, choose] = useState<Privacy>();
  const [isOpen, setOpen] = useState(false);
  const { isHidden, winsHidden } = chosen ?? privacy;
  const take = (payload: { isHidden: boolean | null; winsHidden: boolean | null } | null) => {
    if (payload?.isHidden != null) choose({ isHidden: payload.isHidden, winsHidden: payload.winsHidden ?? true });
  };
  const show = async () => take(await sending.send(SHOW, {}));
  const wins = async () => take(await sending.send(HIDE, { wins: !winsHidden }));
  return (
    <section className="card stack tight" aria-labelledby="hiding">
      <h2 id="hiding">{w.hiding}</h2>
      <p role="status">{isHidden ? (winsHidden ? w.hiddenWins : w.hiddenOnly) : w.isShown}</p>
      {sending.general && <p role="alert" className="notice danger">{sending.general}</p>}
      {!viewer.readOnly && (
        <div className="row">
          {isHidden && <button type="button" className="krds-btn secondary medium" onClick={() => void show()}>{w.show}</button>}
          {isHidden && <button type="button" className="krds-btn tertiary medium" onClick={() => void wins()}>{winsHidden ? w.winNot : w.win}</button>}
          {!isHidden && <button type="button" className="krds-btn tertiary medium" onClick={() => setOpen(true)}>{w.hide}</button>}
        </div>
      )}
      {isOpen && <HideDialog take={take} onClose={() => setOpen(false)} />}
    </section>
  );
}

interface Asked {
  take(payload: { isHidden: boolean | null; winsHidden: boolean | null }): void;
  onClose(): void;
}

function HideDialog({ take, onClose }: Asked) {
  const w = useWords(words);
  const sending = useSending();
  const [wins, setWins] = useState(false);
  const send = async () => {
    const payload = await sending.send(HIDE, { wins });
    if (!payload) return;
    take(payload);
    onClose();
  };
  return (
    <FormDialog title={w.hide} submit={w.hideNow} sending={sending} send={send} onClose={onClose}>
      <ul className="mine-means">
        {w.means.map((one) => <li key={one}>{one}</li>)}
      </ul>
      <label className="row mine-wins">
        <input type="checkbox" checked={wins} onChange={(event) => setWins(event.target.checked)} />
        {w.stillWins}
      </label>
    </FormDialog>
  );
}
