// Keeps a draft while it is written: here at once, on the server after a pause, one saving after the other.
import { missing, type Content } from "./content";
import { isWaiting, resolved, settled, written, type Draft, type Outcome, type Saved } from "./draft";

const REST = 1_000; // milliseconds without a key before it is saved
const AGAIN = 5_000; // milliseconds before another try

export interface Door {
  put(key: string, content: Content, saved: Saved | null): Promise<Outcome>;
  publish(saved: Saved): Promise<Outcome>;
  discard(saved: Saved): Promise<Outcome>;
  keep(draft: Draft): void;
  drop(draft: Draft): void;
}

export interface Editor {
  draft(): Draft;
  listen(listener: () => void): () => void;
  write(change: Partial<Content>): void;
  resolve(whose: "mine" | "theirs"): void;
  /** Resolves when there is nothing more to save, or nothing can be. */
  save(): Promise<void>;
  /** `required` is said of what is missing. */
  send(required: string): Promise<void>;
  discard(): Promise<void>;
  stop(): void;
}

export function editor(begun: Draft, door: Door): Editor {
  const listeners = new Set<() => void>();
  let draft = begun;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let saving: Promise<void> | undefined;

  function show(next: Draft): void {
    draft = next;
    if (next.ending === null || next.ending.kind === "gone") door.keep(next);
    else door.drop(next);
    listeners.forEach((listener) => listener());
  }

  function later(milliseconds: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void save(), milliseconds);
  }

  function save(): Promise<void> {
    clearTimeout(timer);
    saving ??= pass().finally(() => (saving = undefined));
    return saving;
  }

  async function pass(): Promise<void> {
    while (isWaiting(draft)) {
      show({ ...draft, standing: "saving", underway: draft.content });
      const outcome = await door.put(draft.key, draft.content, draft.saved);
      show(settled(draft, outcome));
      if (outcome.kind === "unreachable") later(AGAIN);
      if (outcome.kind !== "saved") return;
    }
  }

  async function send(required: string): Promise<void> {
    const blank = missing(draft.content);
    if (blank.length > 0) return show({ ...draft, problems: Object.fromEntries(blank.map((name) => [name, required])) });
    await saving;
    show({ ...draft, standing: "resting", problems: {} });
    await save();
    const { saved, theirs, ending, standing } = draft;
    if (saved === null || theirs !== null || ending !== null || standing !== "resting") return;
    show({ ...draft, standing: "saving" });
    show(settled(draft, await door.publish(saved)));
  }

  async function discard(): Promise<void> {
    clearTimeout(timer);
    await saving;
    const { saved } = draft;
    const outcome: Outcome = saved ? await door.discard(saved) : { kind: "ended", ending: { kind: "discarded" } };
    show(settled(draft, outcome));
  }

  return {
    draft: () => draft,
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    write(change) {
      show(written(draft, change));
      later(REST);
    },
    resolve(whose) {
      show(resolved(draft, whose));
      void save();
    },
    save,
    send,
    discard,
    stop() {
      void save(); // whoever leaves the page has what they wrote
      clearTimeout(timer);
    },
  };
}
