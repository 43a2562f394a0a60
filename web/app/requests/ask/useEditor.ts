// The draft that an address names, being written: from this browser, from the server, or new.
import { useEffect, useState, useSyncExternalStore } from "react";

import type { Failure } from "../../api/failures";
import { useFailures, useSession } from "../../session/Session";
import { begun, opened, type Draft } from "./draft";
import { editor, type Editor } from "./editor";
import { drop, find, keep } from "./keeping";
import { discard, look, publish, put } from "./saving";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;

export function useEditor(name: string): { editor: Editor | null; failure: Failure | null; again(): void } {
  const failures = useFailures();
  const { number } = useSession();
  const owner = useOwner();
  const [known, setKnown] = useState<Editor | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [tries, setTries] = useState(0);

  useEffect(() => {
    let made: Editor | undefined;
    let hasLeft = false;
    const door = {
      put: (key: string, ...rest: [Draft["content"], Draft["saved"]]) => put(key, ...rest, failures),
      publish: (saved: NonNullable<Draft["saved"]>) => publish(saved, failures),
      discard: (saved: NonNullable<Draft["saved"]>) => discard(saved, failures),
      keep: (draft: Draft) => keep(owner, draft),
      drop: ({ key }: Draft) => drop(owner, key),
    };
    const begin = (draft: Draft) => {
      if (hasLeft) return;
      made = editor(draft, door);
      setKnown(made);
      void made.save();
    };
    setFailure(null);
    open(owner, name).then(begin, (problem: unknown) => setFailure(failures(problem)));
    return () => {
      hasLeft = true;
      made?.stop();
    };
  }, [name, owner, failures, tries]);

  useEffect(() => {
    if (known === null) return undefined;
    const save = () => void known.save();
    save(); // somebody has signed in again
    addEventListener("online", save);
    return () => removeEventListener("online", save);
  }, [known, number]);
  return { editor: known, failure, again: () => setTries((before) => before + 1) };
}

export function useDraft(edited: Editor): Draft {
  return useSyncExternalStore(edited.listen, edited.draft);
}

/** Whose drafts these are, in a browser that several people may use. */
export function useOwner(): string {
  return useSession().viewer.employee?.id ?? "";
}

async function open(owner: string, name: string): Promise<Draft> {
  const kept = find(owner, name);
  const id = kept?.saved?.id ?? (UUID.test(name) ? null : name);
  const draft = kept ?? begun(name);
  if (id === null) return draft;
  const now = await look(id);
  if (now.kind === "saved") return opened(draft, now.saved);
  return now.kind === "ended" ? { ...draft, ending: now.ending } : draft;
}
