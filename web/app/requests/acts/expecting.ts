// What is shown of a delivery between an act and the server's answer.
import { useSyncExternalStore } from "react";

import type { Acting } from "./documents";

const expectations = new Map<string, Partial<Acting>>();
const listeners = new Set<() => void>();

/** Null: the answer is there. */
export function expectOf(id: string, wanted: Partial<Acting> | null): void {
  if (wanted === null) expectations.delete(id);
  else expectations.set(id, wanted);
  listeners.forEach((listener) => listener());
}

/** The delivery as it will be, once what is being done to it has been done. */
export function useExpected<Shown extends Pick<Acting, "id">>(delivery: Shown): Shown {
  const wanted = useSyncExternalStore(listen, () => expectations.get(delivery.id));
  return wanted ? { ...delivery, ...wanted } : delivery;
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
