// One thing that a department was asked for: who asks, how long it waits, who has it, and what can be done.
import { Link } from "wouter";

import { Badge } from "../../parts/Badge";
import { useSession } from "../../session/Session";
import { enums } from "../../words/enums";
import { useLanguage, useWords } from "../../words/language";
import { Ago, Day, useNow } from "../../words/times";
import { DeliveryActs } from "../acts/DeliveryActs";
import { useExpected } from "../acts/expecting";
import { DEPARTMENT_ACTS } from "../acts/permissions";
import type { OnDone } from "../acts/useDeliveryAct";
import { DELIVERY_TONES } from "../board/marks";
import { describeWithActor } from "../timeline/describe";
import type { EventLine } from "../timeline/documents";
import type { InboxItem } from "./documents";
import { ENDED, isOverdue } from "./filters";
import { waitsSince } from "./waiting";
import { words } from "./words";

interface Shown {
  readonly item: InboxItem;
  readonly hint: EventLine | undefined;
  readonly isGone: boolean;
  readonly onDone: OnDone;
}

export function ItemRow({ item, hint, isGone, onDone }: Shown) {
  const w = useWords(words);
  const { language } = useLanguage();
  const shown = useExpected(item);
  const { request } = shown;
  if (!request) return null;
  return (
    <li className={`inbox-item card stack tight ${isGone ? "gone" : ""}`} data-item={item.id}>
      <Marks item={shown} />
      <h3>
        <Link href={`/requests/${request.key ?? ""}`}>{request.title}</Link>
      </h3>
      <p className="subtle small">
        {request.requesterDepartmentName} {request.requester?.name} · {request.project}
      </p>
      <Work item={shown} />
      {shown.leaving && <Leaving leaving={shown.leaving} />}
      {hint && (
        <p key={hint.version} className="hint small">
          {describeWithActor(hint, language)} · <Ago at={hint.occurredAt} />
        </p>
      )}
      {isGone && <p className="small subtle">{w.goneNow}</p>}
      {!ENDED.includes(item.state) && <DeliveryActs delivery={item} onDone={onDone} among={DEPARTMENT_ACTS} />}
    </li>
  );
}

function Marks({ item }: { item: InboxItem }) {
  const w = useWords(words);
  const now = useNow();
  const { deliveryState } = useWords(enums);
  const { departments } = useSession().viewer;
  const hasEnded = ENDED.includes(item.state);
  return (
    <div className="row small marks">
      <span className="subtle number">{item.request?.key}</span>
      <Badge tone={DELIVERY_TONES[item.state]}>{deliveryState[item.state]}</Badge>
      {hasEnded ? <Ago at={item.stateSince} /> : <strong>{w.waits(now - Date.parse(waitsSince(item)))}</strong>}
      {isOverdue(item, now) && <Badge tone="danger">{w.overdue}</Badge>}
      {item.dueOn && <span>{w.due} <Day on={item.dueOn} /></span>}
      {item.request?.restriction && <Badge tone="warning">{w.restricted}</Badge>}
      {departments.length > 1 && <Badge>{item.departmentName}</Badge>}
    </div>
  );
}

function Work({ item }: { item: InboxItem }) {
  const w = useWords(words);
  const { partnerRole, health } = useWords(enums);
  const names = item.handlers.map(({ employee, leads, share }) => `${employee?.name ?? ""}${leads ? ` (${w.lead})` : ""} ${share}%`);
  const isInWork = item.progress > 0 || item.health !== null;
  return (
    <>
      <p className="user-text">
        <strong>{partnerRole[item.role]}</strong> {item.ask}
      </p>
      {names.length > 0 && <p className="small">{w.inHandsOf} {names.join(", ")}</p>}
      {isInWork && (
        <div className="small stack tight inbox-progress">
          <span className="meter" aria-hidden><span style={{ width: `${item.progress}%` }} /></span>
          <span>
            {w.progress(item.progress)} {item.health && `· ${health[item.health]}`} {item.progressNote && `· ${item.progressNote}`}
          </span>
        </div>
      )}
      {item.reason && <p className="small subtle user-text">{w.reason}: {item.reason}</p>}
    </>
  );
}

function Leaving({ leaving }: { leaving: NonNullable<InboxItem["leaving"]> }) {
  const w = useWords(words);
  return (
    <div className="inbox-leaving small">
      <strong>{w.leaving(leaving.act, leaving.target?.name ?? null)}</strong>
      <p className="user-text">{leaving.reason}</p>
      <p>
        {leaving.proposedBy?.name} · <Ago at={leaving.proposedAt} />
      </p>
    </div>
  );
}
