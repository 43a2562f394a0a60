// How long to wait before trying again, and waiting itself.

const FIRST = 500; // milliseconds, doubled each time
const LONGEST = 20_000;

/** Milliseconds before the next attempt. Half of it is chance: a thousand pages do not come back at one moment. */
export function pause(tries: number): number {
  const most = Math.min(LONGEST, FIRST * 2 ** Math.min(tries, 16));
  return most * (0.5 + Math.random() / 2);
}

/** Ends early once there is a network again. Rejects with the signal's reason as soon as it is aborted. */
export function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", giveUp);
      globalThis.removeEventListener?.("online", hurry);
      settle();
    };
    const wake = end(resolve);
    const giveUp = end(() => reject(signal?.reason));
    const hurry = () => {
      clearTimeout(timer);
      timer = setTimeout(wake, pause(0));
    };
    let timer = setTimeout(wake, milliseconds);
    globalThis.addEventListener?.("online", hurry);
    if (signal?.aborted) giveUp();
    else signal?.addEventListener("abort", giveUp);
  });
}

/** What the work gives, unless the signal is aborted before: then throws its reason. */
export async function unlessAborted<T>(work: PromiseLike<T> | T, signal: AbortSignal): Promise<T> {
  let giveUp: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    giveUp = () => reject(signal.reason);
    signal.addEventListener("abort", giveUp);
  });
  return Promise.race([work, aborted]).finally(() => signal.removeEventListener("abort", giveUp));
}
