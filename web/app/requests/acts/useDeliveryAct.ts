// Doing something with a delivery: shown at once, settled by the server's answer, taken back when it refuses.
import { useEffect, useEffectEvent, useState } from "react";

import { read } from "../../api/client";
import { announce } from "../../parts/announcing";
import { useFailures } from "../../session/Session";
import { useWords } from "../../words/language";
import { bare, IDLE, isStale, takenBack, type Doing, type Sending } from "./doing";
import { DELIVERY_NOW, type Acting } from "./documents";
import { expected } from "./drafts";
import { expectOf } from "./expecting";
import type { Refusal } from "../../api/refused";
import { perform } from "./mutations";
import { words } from "./words";

/** The delivery as it is now, and the number of the event that the act has made; null if it was only read anew. */
export type OnDone = (delivery: Acting, version: number | null) => void;

export function useDeliveryAct(onDone: OnDone) {
  const w = useWords(words);
  const failures = useFailures();
  const [doing, setDoing] = useState<Doing>(IDLE);

  const settle = useEffectEvent(async (sending: Sending): Promise<Doing> => {
    const { seen, draft } = sending;
    try {
      const acted = await perform(seen.id, seen.version, draft);
      if (isStale(acted)) return await conflict(sending);
      if (acted.errors.length > 0 || acted.delivery === null) return takenBack(sending, acted.errors);
      onDone(acted.delivery, acted.version);
      announce(w.done(seen, draft.act));
      return IDLE;
    } catch (problem) {
      const { kind, message } = failures(problem);
      return takenBack(sending, [plainly(kind === "unreachable" ? w.unreachable : message)]);
    }
  });
  const conflict = useEffectEvent(async (sending: Sending): Promise<Doing> => {
    const { node } = await read(DELIVERY_NOW, { id: sending.seen.id });
    if (node?.__typename !== "Delivery") return takenBack(sending, [plainly(w.gone)]);
    onDone(bare(node), null);
    return { name: "stale", draft: sending.draft, seen: sending.seen, now: node };
  });

  useEffect(() => {
    if (doing.name !== "sending") return;
    const { id } = doing.seen;
    expectOf(id, expected(doing.seen, doing.draft));
    void settle(doing).then((next) => {
      expectOf(id, null);
      setDoing(next);
    });
  }, [doing]);
  return { doing, begin: setDoing, stop: () => setDoing(IDLE) };
}

function plainly(message: string): Refusal {
  return { field: [], message, code: "CONFLICT", reason: null };
}
