import { Badge } from "../../parts/Badge";
import { enums } from "../../words/enums";
import { useWords } from "../../words/language";
import { Ago, Day, isPast, useNow } from "../../words/times";
import { isOpen, TONES } from "../board/marks";
import { words as board } from "../board/words";
import type { Detail } from "./documents";
import { words } from "./words";

/** Who asks for what, until when, and how far it is as a whole. */
export function Heading({ request }: { request: Detail }) {
  const w = useWords(words);
  const b = useWords(board);
  const { requestState, scale } = useWords(enums);
  const now = useNow();
  return (
    <header className="card stack">
      <div className="row">
        <span className="subtle number">{request.key}</span>
        <Badge tone={TONES[request.state]}>{requestState[request.state]}</Badge>
        {isOpen(request) && isPast(request.dueOn, now) && <Badge tone="danger">{b.overdue}</Badge>}
      </div>
      <h1>{request.title}</h1>
      <p className="subtle">{w.asks(request.requester?.name ?? "", request.requesterDepartmentName)}</p>
      {request.restriction && <p className="notice warning">{w.restricted(request.restriction)}</p>}
      {request.cancelReason && <p className="notice">{w.cancelled(request.cancelReason)}</p>}
      <dl className="facts">
        <Fact name={w.project}>{request.project}</Fact>
        <Fact name={w.scale}>{scale[request.scale]}</Fact>
        {request.dueOn && (
          <Fact name={w.due}>
            <Day on={request.dueOn} />
          </Fact>
        )}
        {request.publishedAt && (
          <Fact name={w.sentOn}>
            <Ago at={request.publishedAt} />
          </Fact>
        )}
        {request.significance && <Fact name={w.significance}>{request.significance}</Fact>}
      </dl>
      <h2 className="sr-only">{w.body}</h2>
      <div className="written" dangerouslySetInnerHTML={{ __html: request.bodyHtml }} />
    </header>
  );
}

export function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
