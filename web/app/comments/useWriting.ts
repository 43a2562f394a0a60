// A box to write in: what is sent leaves it at once, and comes back with the reason if the server refuses it.
import { useEffect, useRef, useState } from "react";

import { change } from "../api/client";
import { announce } from "../parts/announcing";
import { useFailures, useSession } from "../session/Session";
import { useWords } from "../words/language";
import { COMMENT_ADD, type CommentItem } from "./documents";
import { find, keep, placeOf } from "./keeping";
import { emptied, takenBack, type Draft, type Sent } from "./sending";
import { words } from "./words";

export interface Writing {
  readonly requestId: string;
  readonly parentId?: string;
  readonly quoted?: CommentItem | undefined;
  quote(comment: CommentItem | undefined): void;
  /** It is on its way; `arrived`: there is an answer, whichever. */
  sent(comment: Sent): void;
  arrived(id: string): void;
  say(comment: CommentItem): void;
  /** What was sent has been kept, and nothing else was typed meanwhile. */
  done?(): void;
}

export function useWriting({ requestId, parentId, quoted, quote, sent, arrived, say, done }: Writing) {
  const w = useWords(words);
  const failures = useFailures();
  const place = placeOf(useSession().viewer.employee?.id ?? "", requestId, parentId);
  const [draft, setDraft] = useState<Draft>(() => find(place) ?? { id: crypto.randomUUID(), body: "", deliveryId: "", isFollowUp: false });
  const [problem, setProblem] = useState("");
  const [unreached, setUnreached] = useState<readonly string[]>([]);
  const latest = useRef(draft);
  useEffect(() => void (latest.current = draft));
  useEffect(() => keep(place, draft), [place, draft]);

  const refuse = (one: Sent, why: string) => {
    setDraft((since) => takenBack(since, one));
    quote(one.quoted);
    setProblem(why);
  };
  async function send() {
    if (!draft.body.trim()) return;
    const one: Sent = { ...draft, parentId, quoted };
    setDraft(emptied(draft, crypto.randomUUID()));
    setProblem("");
    quote(undefined);
    sent(one);
    try {
      const { commentAdd } = await change(COMMENT_ADD, { input: inputOf(requestId, one) });
      const { comment, errors, unresolvedMentions } = commentAdd;
      if (!comment) return refuse(one, errors.map(({ message }) => message).join(" "));
      setUnreached(unresolvedMentions.map(({ name, message }) => `${name} (${message})`));
      say(comment);
      announce(w.kept);
      if (!latest.current.body) done?.();
    } catch (failure) {
      refuse(one, `${w.notSent}: ${failures(failure).message}`);
    } finally {
      arrived(one.id);
    }
  }
  const set = (more: Partial<Draft>) => setDraft((before) => ({ ...before, ...more }));
  return { draft, set, problem, unreached, send };
}

function inputOf(requestId: string, { id, body, isFollowUp, deliveryId, parentId, quoted }: Sent) {
  const more = { ...(parentId && { parentId }), ...(deliveryId && { deliveryId }), ...(quoted && { quotedId: quoted.id }) };
  return { requestId, body, isFollowUp, id, ...more };
}
