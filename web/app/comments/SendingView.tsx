// A comment as its author wrote it, until the server has it.
import { Badge } from "../parts/Badge";
import { useSession } from "../session/Session";
import { useWords } from "../words/language";
import { readable } from "./mentioning";
import type { OnTheWay } from "./sending";
import { words } from "./words";

export function SendingView({ comment }: { comment: OnTheWay }) {
  const w = useWords(words);
  const { viewer } = useSession();
  return (
    <div className="comment sending" aria-busy>
      <p className="row small">
        <strong>{viewer.employee?.name}</strong>
        <span className="subtle">{viewer.department?.name}</span>
        <Badge>{w.sending}</Badge>
        {comment.isFollowUp && <Badge tone="warning">{w.followUp}</Badge>}
      </p>
      <p className="user-text">{readable(comment.body)}</p>
    </div>
  );
}
