// What went wrong instead of a page, and what helps.
import type { Failure } from "../api/failures";
import { useWords } from "../words/language";
import { words } from "./words";
import "./parts.css";

export function Problem({ failure, again }: { failure: Failure; again?: () => void }) {
  const w = useWords(words);
  return (
    <div className="problem stack card" role="alert">
      <strong>{failure.kind === "unreachable" ? w.unreachable : w.refused}</strong>
      <p className="subtle">{failure.kind === "unreachable" ? w.unreachableHelp : failure.message}</p>
      {again && (
        <button type="button" className="krds-btn tertiary small" onClick={again}>
          {w.again}
        </button>
      )}
    </div>
  );
}

export function Empty({ title, children }: { title: string; children?: React.ReactNode }) {
  return (
    <div className="empty stack tight">
      <strong>{title}</strong>
      {children}
    </div>
  );
}
