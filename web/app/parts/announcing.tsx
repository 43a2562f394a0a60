// What changed by itself is told to who listens to the page: politely, the newest of a burst.
import { shared } from "./shared";

const GATHERING = 800; // milliseconds

const said = shared("");
let waiting: ReturnType<typeof setTimeout> | undefined;

export function announce(text: string): void {
  clearTimeout(waiting);
  // the same again has to differ to be heard
  waiting = setTimeout(() => said.set(text === said.get() ? `${text}\u00a0` : text), GATHERING);
}

export function Announcements() {
  return <div role="status" aria-live="polite" className="sr-only">{said.use()}</div>;
}
