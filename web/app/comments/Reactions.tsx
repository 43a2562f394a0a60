// Reactions show at once and settle with the server's answer.
import { useState } from "react";

import type { Enum } from "../api/graphql";
import { useSending } from "../parts/useSending";
import { enums } from "../words/enums";
import { useWords } from "../words/language";
import { REACTION_SET, REACTION_UNSET, type CommentItem } from "./documents";
import { reacted } from "./threads";
import { words } from "./words";

type Kind = Enum<"ReactionKind">;

const EMOJI: Record<Kind, string> = { AGREE: "👍", THANKS: "🙏", CHEER: "💪", CHECKED: "✅", CURIOUS: "🤔", CELEBRATE: "🎉" };
const KINDS = Object.keys(EMOJI) as Kind[];

export function Reactions({ comment, say }: { comment: CommentItem; say(comment: CommentItem): void }) {
  const w = useWords(words);
  const { reaction } = useWords(enums);
  const [expected, expect] = useState<CommentItem>();
  const sending = useSending();
  const shown = expected ?? comment;
  const canReact = comment.viewerCanReact.allowed;

  async function toggle(kind: Kind) {
    if (sending.isSending) return;
    const had = shown.reactions.some((one) => one.kind === kind && one.viewerReacted);
    expect(reacted(shown, kind, EMOJI[kind]));
    const payload = await sending.send(had ? REACTION_UNSET : REACTION_SET, { id: comment.id, kind });
    if (payload?.comment) say(payload.comment);
    expect(undefined);
  }
  const missing = KINDS.filter((kind) => !shown.reactions.some((one) => one.kind === kind));
  return (
    <div className="row reactions small">
      {shown.reactions.map(({ kind, count, viewerReacted, emoji }) => (
        <button
          key={kind}
          type="button"
          aria-pressed={viewerReacted}
          disabled={!canReact}
          aria-label={`${reaction[kind]} ${count}`}
          onClick={() => void toggle(kind)}
        >
          <span aria-hidden>{emoji}</span> {count}
        </button>
      ))}
      {canReact && missing.length > 0 && (
        <details className="react">
          <summary aria-label={w.react}>＋</summary>
          <div className="row">
            {missing.map((kind) => (
              <button key={kind} type="button" aria-label={reaction[kind]} title={reaction[kind]} onClick={() => void toggle(kind)}>
                <span aria-hidden>{EMOJI[kind]}</span>
              </button>
            ))}
          </div>
        </details>
      )}
      {sending.general && <span role="alert" className="notice danger">{sending.general}</span>}
    </div>
  );
}
