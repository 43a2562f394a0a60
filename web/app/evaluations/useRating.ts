// Giving and answering marks: sent, and then read anew, because each changes what may be done next.
import { useState } from "react";

import { read } from "../api/client";
import type { Answer, Refusal } from "../api/refused";
import { announce } from "../parts/announcing";
import { useFailures } from "../session/Session";
import { useWords } from "../words/language";
import { RATING, type Rating } from "./documents";
import { words } from "./words";

/** The delivery with all that is said about it, and the number of the event that was made; null: only read anew. */
export type OnRated = (rating: Rating, version: number | null) => void;

export function useRating(id: string, onRated: OnRated) {
  const w = useWords(words);
  const failures = useFailures();
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const [isSending, setSending] = useState(false);

  /** Whether it was done. What was refused is kept; whoever was too slow sees what is there now. */
  async function send(act: () => Promise<Answer>, told: string): Promise<boolean> {
    if (isSending) return false;
    setSending(true);
    try {
      const { errors, version } = await act();
      if (errors.length === 0 || errors.some(({ reason }) => reason === "STALE")) await refresh(errors.length === 0 ? version : null);
      setRefusals(errors);
      if (errors.length === 0) announce(told);
      return errors.length === 0;
    } catch (problem) {
      const { kind, message } = failures(problem);
      setRefusals([{ field: [], message: kind === "unreachable" ? w.unreachable : message, code: "CONFLICT", reason: null }]);
      return false;
    } finally {
      setSending(false);
    }
  }

  async function refresh(version: number | null): Promise<void> {
    const { node } = await read(RATING, { id });
    if (node?.__typename === "Delivery") onRated(node, version);
  }
  return { send, refusals, isSending, forget: () => setRefusals([]) };
}

export function messageAt(refusals: readonly Refusal[], field: string): string | undefined {
  return refusals.find(({ field: path }) => path.includes(field))?.message;
}
