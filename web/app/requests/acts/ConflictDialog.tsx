// Somebody else was faster: what I meant, what is there now and how it came so. I decide on the new state.
import { Badge } from "../../parts/Badge";
import { Dialog } from "../../parts/Dialog";
import { words as parts } from "../../parts/words";
import { enums } from "../../words/enums";
import { useLanguage, useWords } from "../../words/language";
import { Ago } from "../../words/times";
import { describeWithActor } from "../timeline/describe";
import { since, type Doing } from "./doing";
import type { Acting } from "./documents";
import { permissionOf } from "./permissions";
import { told, words } from "./words";

interface Conflicting {
  readonly stale: Extract<Doing, { name: "stale" }>;
  onAgain(): void;
  onClose(): void;
}

export function ConflictDialog({ stale, onAgain, onClose }: Conflicting) {
  const w = useWords(words);
  const p = useWords(parts);
  const { language } = useLanguage();
  const { draft, seen, now } = stale;
  const permission = permissionOf(now, draft.act);
  return (
    <Dialog title={w.conflict} onClose={onClose}>
      <p>{w.conflictIntro}</p>
      <dl className="act-conflict">
        <dt>{w.iMeant}</dt>
        <dd>
          <strong>{w.label(seen, draft.act)}</strong>
          {told(draft, language).map((line) => <span key={line} className="user-text">{line}</span>)}
        </dd>
        <dt>{w.iSaw}</dt>
        <dd><Standing delivery={seen} /></dd>
        <dt>{w.isNow}</dt>
        <dd><Standing delivery={now} /></dd>
      </dl>
      <Since stale={stale} />
      {!permission.allowed && <p className="act-refused">{permission.reason}</p>}
      <div className="dialog-actions">
        <button type="button" className="krds-btn tertiary medium" onClick={onClose}>{permission.allowed ? p.cancel : p.close}</button>
        {permission.allowed && <button type="button" className="krds-btn primary medium" onClick={onAgain}>{w.tryAgain(seen, draft.act)}</button>}
      </div>
    </Dialog>
  );
}

function Standing({ delivery }: { delivery: Acting }) {
  const w = useWords(words);
  const { deliveryState } = useWords(enums);
  const names = delivery.handlers.map(({ employee, share }) => `${employee?.name ?? ""} ${share}%`);
  return (
    <>
      <span className="row">
        <Badge>{deliveryState[delivery.state]}</Badge> {delivery.department?.name} · {delivery.progress}%
      </span>
      {names.length > 0 && <span>{names.join(", ")}</span>}
      {delivery.leaving && <span>{w.waiting(delivery.leaving.act)}</span>}
    </>
  );
}

function Since({ stale: { seen, now } }: Pick<Conflicting, "stale">) {
  const w = useWords(words);
  const { language } = useLanguage();
  const events = since(seen, now);
  if (events.length === 0) return null;
  return (
    <section className="stack tight">
      <h3>{w.meanwhile}</h3>
      <ul className="stack tight">
        {events.map((event) => (
          <li key={event.version}>
            {describeWithActor(event, language)} · <Ago at={event.occurredAt} />
          </li>
        ))}
      </ul>
    </section>
  );
}
