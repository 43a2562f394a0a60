// What changed by itself is told to who listens to the page: politely, the newest of a burst.
import { useSyncExternalStore } from "react";

const GATHERING = 800; // milliseconds

const listeners = new Set<() => void>();
let said = "";
let waiting: ReturnType<typeof setTimeout> | undefined;

export function announce(text: string): void {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    said = text === said ? `${text}\u00a0` : text; // the same again has to differ to be heard
    listeners.forEach((listener) => listener());
  }, GATHERING);
}

export function Announcements() {
  const text = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => said,
  );
  return <div role="status" aria-live="polite" className="sr-only">{text}</div>;
}
