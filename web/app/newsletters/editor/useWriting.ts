// What is written, kept in this browser with each key, saved when its writer wants it, and compared with what others save.
import { useEffect, useState } from "react";

import { useSending, type Sending } from "../../parts/useSending";
import { useSession } from "../../session/Session";
import { useWords } from "../../words/language";
import { FIELDS, missing, numberIn, type Content, type Field } from "./content";
import { isDirty, met, resolved, reverted, saved, written, type Base, type Draft } from "./draft";
import { find, keep } from "./keeping";
import { words } from "./words";

export interface Writing {
  readonly draft: Draft;
  readonly isDirty: boolean;
  /** It began with what was left unsaved. */
  readonly isRestored: boolean;
  readonly isSending: boolean;
  readonly general: string | undefined;
  errorOf(field: Field): string | undefined;
  write(change: Partial<Content>): void;
  save(): void;
  resolve(whose: "mine" | "theirs"): void;
  revert(): void;
}

interface Begun {
  /** Under which it is kept: the ID, or the slug of the title that a new one is for. */
  readonly name: string;
  readonly fresh: Draft;
  /** As the server has it now, whenever that is told. */
  readonly now: Base | null;
  /** Saves; null if it was refused. */
  put(draft: Draft, sending: Sending): Promise<Base | null>;
  /** It is saved as this. */
  onSaved(draft: Draft): void;
}

export function useWriting({ name, fresh, now, put, onSaved }: Begun): Writing {
  const w = useWords(words);
  const owner = useSession().viewer.employee?.id ?? "";
  const [kept] = useState(() => restored(find(owner, name), now));
  const [draft, setDraft] = useState<Draft>(() => kept ?? fresh);
  const [problems, setProblems] = useState<Partial<Record<Field, string>>>({});
  const sending = useSending(FIELDS);
  useEffect(() => keep(owner, name, draft), [owner, name, draft]);
  useEffect(() => {
    if (now) setDraft((before) => met(before, now));
  }, [now]);
  const save = async () => {
    const wrong = problemsOf(draft.content, w);
    setProblems(wrong);
    if (Object.keys(wrong).length > 0 || sending.isSending) return;
    const base = await put(draft, sending);
    if (!base) return;
    const next = saved(draft, draft.content, base);
    setDraft((since) => saved(since, draft.content, base));
    onSaved(next);
  };
  const isUnreached = sending.errors.some(({ field, code }) => field.length === 0 && code === undefined);
  const isStale = sending.errors.some(({ reason }) => reason === "STALE"); // then the newer one is read, and compared
  return {
    draft,
    isDirty: isDirty(draft),
    isRestored: kept !== null,
    isSending: sending.isSending,
    general: isStale ? undefined : isUnreached ? w.unreachable : sending.general,
    errorOf: (field) => problems[field] ?? sending.errorOf(field),
    write: (change) => {
      setDraft((before) => written(before, change));
      setProblems((before) => Object.fromEntries(Object.entries(before).filter(([field]) => !(field in change))));
    },
    save: () => void save(),
    resolve: (whose) => setDraft((before) => resolved(before, whose)),
    revert: () => setDraft(reverted),
  };
}

function problemsOf(content: Content, w: { required: string; numberWrong: string }): Partial<Record<Field, string>> {
  const blank = missing(content).map((name) => [name, w.required] as const);
  const number = numberIn(content) === null ? [["number", w.numberWrong] as const] : [];
  return Object.fromEntries([...blank, ...number]);
}

/** What was left is of the same kind: new, or an edit. */
function restored(kept: Draft | null, now: Base | null): Draft | null {
  return kept && (kept.base === null) === (now === null) ? kept : null;
}
