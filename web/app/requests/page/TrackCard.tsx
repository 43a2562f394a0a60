// One department's part as its own track: how far it is, in whose hands, and what can be done about it.
import { Link } from "wouter";

import { Badge } from "../../parts/Badge";
import type { Rating } from "../../evaluations/documents";
import { EvaluationCard } from "../../evaluations/EvaluationCard";
import { enums } from "../../words/enums";
import { useLanguage, useWords } from "../../words/language";
import { Ago, Day, isPast, useNow } from "../../words/times";
import { DeliveryActs } from "../acts/DeliveryActs";
import type { Acting } from "../acts/documents";
import { useExpected } from "../acts/expecting";
import { DELIVERY_TONES, isEnded } from "../board/marks";
import { words as board } from "../board/words";
import { describeWithActor } from "../timeline/describe";
import type { EventLine } from "../timeline/documents";
import type { Track } from "./documents";
import { Fact } from "./Heading";
import { words } from "./words";

interface Shown {
  readonly track: Track;
  readonly hint: EventLine | undefined;
  renew(delivery: Acting): void;
  rate(rating: Rating): void;
}

export function TrackCard({ track: known, hint, renew, rate }: Shown) {
  const { language } = useLanguage();
  const { deliveryState } = useWords(enums);
  const track = useExpected(known);
  return (
    <section className="card stack track" aria-label={track.departmentName} data-state={track.state}>
      <div className="row between">
        <h3>
          {track.department ? (
            <Link className="link" href={`/departments/${known.department?.code ?? ""}`}>{track.departmentName}</Link>
          ) : (
            track.departmentName
          )}
        </h3>
        <Badge tone={DELIVERY_TONES[track.state]}>{deliveryState[track.state]}</Badge>
      </div>
      <Steps track={track} />
      <Facts track={track} />
      <Told track={track} />
      {hint && (
        <p key={hint.version} className="hint small">
          {describeWithActor(hint, language)} · <Ago at={hint.occurredAt} />
        </p>
      )}
      <DeliveryActs delivery={track} onDone={renew} />
      {known.confirmedAt !== null && <EvaluationCard delivery={known} onRated={rate} />}
    </section>
  );
}

/** How far: five steps, of which the one that is being waited for is the current one. */
function Steps({ track }: { track: Track }) {
  const w = useWords(words);
  const instants = [track.sentAt, track.receivedAt, track.acceptedAt, track.reportedAt, track.confirmedAt];
  const done = instants.map((instant) => instant !== null);
  const next = isEnded(track) ? -1 : done.indexOf(false);
  return (
    <ol className="steps small">
      {w.steps.map((name, at) => (
        <li key={name} className={done[at] ? "done" : ""} aria-current={at === next ? "step" : undefined}>
          <span>{name}</span>
          {instants[at] && (
            <span className="subtle">
              <Ago at={instants[at]} />
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}

function Facts({ track }: { track: Track }) {
  const w = useWords(words);
  const b = useWords(board);
  const { partnerRole, health } = useWords(enums);
  const now = useNow();
  return (
    <dl className="facts small">
      <Fact name={w.role}>{partnerRole[track.role]}</Fact>
      <Fact name={w.handlers}>
        {track.handlers.length === 0 ? w.noHandlers : track.handlers.map(({ employee, leads, share }) => `${employee?.name ?? ""} ${leads ? `(${w.leads}) ` : ""}${share}%`).join(", ")}
      </Fact>
      {track.dueOn && (
        <Fact name={w.due}>
          <Day on={track.dueOn} /> {!isEnded(track) && isPast(track.dueOn, now) && <Badge tone="danger">{b.overdue}</Badge>}
        </Fact>
      )}
      <Fact name={w.since}>
        <Ago at={track.stateSince} />
      </Fact>
      {track.acceptedAt && (
        <Fact name={w.progress}>
          <span className="number">{track.progress}%</span> {track.health && health[track.health]}
          <span className="meter" aria-hidden>
            <span style={{ width: `${track.progress}%` }} />
          </span>
        </Fact>
      )}
    </dl>
  );
}

/** What was written about it, by either side. */
function Told({ track }: { track: Track }) {
  const w = useWords(words);
  const { deliveryAct } = useWords(enums);
  const told = [
    [w.ask, track.ask],
    [w.offered, track.offeredResource],
    [w.note, track.progressNote],
    [w.result, track.result],
    [w.reason, track.reason],
  ].filter(([, text]) => text);
  const { leaving } = track;
  return (
    <>
      {leaving && (
        <p className="notice warning small">
          {w.leaving(deliveryAct[leaving.act], leaving.proposedBy?.name ?? "", leaving.target?.name ?? null)}: {leaving.reason}
        </p>
      )}
      {told.length > 0 && (
        <dl className="told small">
          {told.map(([name, text]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className="user-text">{text}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}
