// How alike two orders are, in two measures.
import { useLanguage, useWords } from "../../words/language";
import type { Likeness } from "./documents";
import { words } from "./outcomeWords";

export function Likenesses({ likeness: { spearman, kendall } }: { likeness: Likeness }) {
  const w = useWords(words);
  const { language } = useLanguage();
  const text = (value: unknown) => (value === null ? w.unknown : Number(value).toLocaleString(language === "ko" ? "ko-KR" : "en-GB", { minimumFractionDigits: 2, maximumFractionDigits: 3 }));
  return (
    <dl className="likeness">
      <div><dt>{w.rho}</dt><dd>{text(spearman)}</dd></div>
      <div><dt>{w.tau}</dt><dd>{text(kendall)}</dd></div>
    </dl>
  );
}
