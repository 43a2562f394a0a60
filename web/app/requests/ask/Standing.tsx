// Whether what is written is safe, and where. Only what went wrong is also said aloud.
import { useEffect } from "react";

import { announce } from "../../parts/announcing";
import { useWords } from "../../words/language";
import { missing } from "./content";
import { isDirty, type Draft } from "./draft";
import { words } from "./words";

type Words = ReturnType<typeof useWords<(typeof words)["ko"]>>;

export function Standing({ draft }: { draft: Draft }) {
  const w = useWords(words);
  const isWrong = draft.standing === "unreachable" || draft.standing === "refused";
  const told = textOf(draft, w.standing);
  useEffect(() => {
    if (isWrong) announce(told);
  }, [isWrong, told]);
  return <p className={`ask-standing small ${isWrong ? "wrong" : "subtle"}`}>{told}</p>;
}

function textOf(draft: Draft, names: Words["standing"]): string {
  const { standing, saved, content } = draft;
  if (draft.theirs !== null) return "";
  if (standing !== "resting") return names[standing];
  if (!isDirty(draft)) return saved ? names.saved : "";
  return missing(content).length > 0 ? names.here : names.waiting;
}
