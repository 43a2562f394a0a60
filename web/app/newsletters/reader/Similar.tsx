// Where the text of an issue is printed as well. Nothing is said while it is asked for, and nothing if it is nowhere.
import { useRead } from "../../api/useRead";
import { useWords } from "../../words/language";
import { SameText } from "../SameText";
import { SIMILAR } from "./documents";
import { words } from "./words";

export function Similar({ id }: { id: string }) {
  const w = useWords(words);
  const { data } = useRead(SIMILAR, { id });
  const issues = data?.newsletterIssue?.similar ?? [];
  if (issues.length === 0) return null;
  return (
    <section className="card stack tight" aria-labelledby="same-text">
      <h2 id="same-text">{w.sameText}</h2>
      <SameText issues={issues} />
    </section>
  );
}
