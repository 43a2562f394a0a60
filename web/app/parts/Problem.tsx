// What went wrong instead of a page, and what helps.
import type { ReactNode } from "react";

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

/** `isPage`: there is nothing else on the page. */
export function Empty({ title, isPage = false, children }: { title: string; isPage?: boolean; children?: ReactNode }) {
  return (
    <div className="empty stack tight">
      {isPage ? <h1>{title}</h1> : <strong>{title}</strong>}
      {children}
    </div>
  );
}
