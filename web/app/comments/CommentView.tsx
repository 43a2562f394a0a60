// One comment: who said it when, what it says (the server's own safe HTML), reactions, and what can be done with it.
import { useState } from "react";

import { Badge } from "../parts/Badge";
import { ReasonDialog } from "../parts/ReasonDialog";
import { useSending } from "../parts/useSending";
import { useSession } from "../session/Session";
import { useWords } from "../words/language";
import { Ago } from "../words/times";
import { EditBox } from "./EditBox";
import { PLAIN_ACTS, REASONED_ACTS, type CommentItem, type PlainAct, type ReasonedAct } from "./documents";
import { callsThem } from "./mentioning";
import { Reactions } from "./Reactions";
import { Revisions } from "./Revisions";
import { words } from "./words";

const LONGEST_REASON = 1_000;

interface Shown {
  readonly comment: CommentItem;
  readonly about?: string | undefined;
  say(comment: CommentItem): void;
  quote(comment: CommentItem): void;
}

export function CommentView({ comment, about, say, quote }: Shown) {
  const w = useWords(words);
  const { viewer } = useSession();
  const [isEditing, setEditing] = useState(false);
  return (
    <div className="comment" id={comment.id}>
      <p className="row small">
        <strong>{comment.author?.name}</strong>
        <span className="subtle">{comment.authorDepartmentName}</span>
        <span className="subtle">
          <Ago at={comment.createdAt} />
        </span>
        {about && <Badge>{about}</Badge>}
        {comment.followUp && (
          <Badge tone={comment.followUp === "OPEN" ? "warning" : "success"}>
            {comment.followUp === "OPEN" ? w.followUp : w.answered}
          </Badge>
        )}
        {callsThem(comment, viewer) && <Badge tone="primary">{w.callsMe}</Badge>}
      </p>
      {comment.quoted && (
        <blockquote className="small">
          <strong>{comment.quoted.author?.name}</strong> {comment.quoted.bodyText}
        </blockquote>
      )}
      {isEditing ? (
        <EditBox comment={comment} say={say} onClose={() => setEditing(false)} />
      ) : (
        <Said comment={comment} />
      )}
      {comment.editedAt && comment.state === "VISIBLE" && <Revisions id={comment.id} version={comment.version} />}
      <Reactions comment={comment} say={say} />
      <Acts comment={comment} say={say} quote={quote} edit={() => setEditing(true)} />
    </div>
  );
}

function Said({ comment }: { comment: CommentItem }) {
  const w = useWords(words);
  if (comment.state === "DELETED") return <p className="subtle">{w.deleted}</p>;
  return (
    <>
      {comment.state === "HIDDEN" && <p className="notice small">{w.hidden(comment.hiddenReason ?? "")}</p>}
      {comment.bodyHtml !== null && <div className="written" dangerouslySetInnerHTML={{ __html: comment.bodyHtml }} />}
    </>
  );
}

interface Acted extends Shown {
  edit(): void;
}

function Acts({ comment, say, quote, edit }: Acted) {
  const w = useWords(words);
  const sending = useSending(["reason"]);
  const [asking, ask] = useState<ReasonedAct>();
  const { id } = comment;
  const plain = plainActsOf(comment);
  const reasoned = reasonedActsOf(comment);

  async function act(kind: PlainAct) {
    const payload = await sending.send(PLAIN_ACTS[kind], { id });
    if (payload?.comment) say(payload.comment);
  }
  async function actFor(kind: ReasonedAct, reason: string) {
    const payload = await sending.send(REASONED_ACTS[kind], { id, reason });
    if (!payload) return;
    if (payload.comment) say(payload.comment);
    ask(undefined);
  }
  return (
    <>
      <div className="row comment-acts" role="group" aria-label={w.acts}>
        {comment.viewerCanQuote.allowed && <Act name={w.quote} act={() => quote(comment)} />}
        {comment.viewerCanEdit.allowed && <Act name={w.edit} act={edit} />}
        {plain.map((kind) => (
          <Act key={kind} name={w.plain[kind]} act={() => void act(kind)} />
        ))}
        {reasoned.map((kind) => (
          <Act key={kind} name={w.reasoned[kind]} act={() => ask(kind)} />
        ))}
      </div>
      {sending.general && !asking && <p role="alert" className="notice danger small">{sending.general}</p>}
      {asking && (
        <ReasonDialog
          title={w.reasoned[asking]}
          label={w.reasonFor}
          longest={LONGEST_REASON}
          sending={sending}
          send={(reason) => actFor(asking, reason)}
          onClose={() => ask(undefined)}
        />
      )}
    </>
  );
}

function Act({ name, act }: { name: string; act(): void }) {
  return (
    <button type="button" className="krds-btn text xsmall" onClick={act}>{name}</button>
  );
}

function plainActsOf(comment: CommentItem): PlainAct[] {
  const permissions: Record<PlainAct, { allowed: boolean }> = {
    ANSWER_FOLLOW_UP: comment.viewerCanAnswerFollowUp,
    OPEN_FOLLOW_UP: comment.viewerCanOpenFollowUp,
    REOPEN_FOLLOW_UP: comment.viewerCanReopenFollowUp,
    RESOLVE_THREAD: comment.viewerCanResolveThread,
    REOPEN_THREAD: comment.viewerCanReopenThread,
    RESTORE: comment.viewerCanRestore,
    DELETE: comment.viewerCanDelete,
  };
  return (Object.keys(permissions) as PlainAct[]).filter((kind) => permissions[kind].allowed);
}

function reasonedActsOf(comment: CommentItem): ReasonedAct[] {
  const permissions: Record<ReasonedAct, { allowed: boolean }> = { HIDE: comment.viewerCanHide, REPORT: comment.viewerCanReport };
  return (Object.keys(permissions) as ReasonedAct[]).filter((kind) => permissions[kind].allowed);
}
