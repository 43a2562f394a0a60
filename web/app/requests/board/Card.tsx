// One request on the board: who asked whom for what, how far each department is, and what has just happened.
import { memo } from "react";
import { Link } from "wouter";

import { Badge } from "../../parts/Badge";
import { enums } from "../../words/enums";
import { useLanguage, useWords } from "../../words/language";
import { Ago, Day, daysUntil, useToldByClock } from "../../words/times";
import { describeWithActor } from "../timeline/describe";
import type { EventLine } from "../timeline/documents";
import type { Item } from "./documents";
import { DELIVERY_TONES, isOpen, isOverdue, isStale, TONES } from "./marks";
import { words } from "./words";

const SHOWN_DEPARTMENTS = 3;
const SOON = 7; // days

interface Shown {
  readonly item: Item;
  readonly hint: EventLine | undefined;
  readonly isGone: boolean;
}

export const Card = memo(function Card({ item, hint, isGone }: Shown) {
  const { language } = useLanguage();
  const w = useWords(words);
  const { requestState } = useWords(enums);
  return (
    <div role="listitem" className={`request-card ${isGone ? "gone" : ""}`} data-key={item.key}>
      <div className="row between small">
        <span className="subtle number">{item.key}</span>
        <Badge tone={TONES[item.state]}>{requestState[item.state]}</Badge>
      </div>
      <h3>
        <Link href={`/requests/${item.key}`}>{item.title}</Link>
      </h3>
      <p className="subtle small">
        {item.requesterDepartmentName} · {item.project}
      </p>
      <Departments item={item} />
      <Marks item={item} />
      {hint && (
        <p key={hint.version} className="hint small">
          {describeWithActor(hint, language)} · <Ago at={hint.occurredAt} />
        </p>
      )}
      {isGone && <p className="small subtle">{w.goneNow}</p>}
    </div>
  );
});

function Departments({ item: { deliveries } }: { item: Item }) {
  const w = useWords(words);
  const { deliveryState } = useWords(enums);
  const shown = deliveries.nodes.slice(0, SHOWN_DEPARTMENTS);
  const left = deliveries.totalCount - shown.length;
  return (
    <ul className="departments small">
      {shown.map(({ id, departmentName, state, progress }) => (
        <li key={id}>
          <span className="grow">{departmentName}</span>
          {state === "IN_PROGRESS" && <span className="number subtle">{progress}%</span>}
          <Badge tone={DELIVERY_TONES[state]}>{deliveryState[state]}</Badge>
        </li>
      ))}
      {left > 0 && <li className="subtle">{w.moreDepartments(left)}</li>}
    </ul>
  );
}

function Marks({ item }: { item: Item }) {
  const w = useWords(words);
  const left = useToldByClock((now) => (item.dueOn && isOpen(item) ? daysUntil(item.dueOn, now) : null));
  const overdue = useToldByClock((now) => isOverdue(item, now));
  const stale = useToldByClock((now) => isStale(item, now));
  return (
    <div className="row small marks">
      {overdue ? <Badge tone="danger">{w.overdue}</Badge> : left !== null && left >= 0 && left <= SOON && <Badge tone="warning">{w.dueIn(left)}</Badge>}
      {stale && <Badge>{w.stale}</Badge>}
      {item.restriction && <Badge tone="warning">{w.restricted}</Badge>}
      {item.dueOn && <Day on={item.dueOn} />}
      {item.comments.totalCount > 0 && <span className="subtle">{w.comments(item.comments.totalCount)}</span>}
      <span className="subtle">
        <Ago at={item.updatedAt} />
      </span>
    </div>
  );
}
