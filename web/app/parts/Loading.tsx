// What is not there yet: the outline of it, so that nothing jumps when it comes.
import { useWords } from "../words/language";
import { words } from "./words";
import "./parts.css";

export function Loading({ lines = 4 }: { lines?: number }) {
  const w = useWords(words);
  return (
    <div className="loading stack" role="status">
      <span className="sr-only">{w.loading}</span>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className="loading-line" aria-hidden />
      ))}
    </div>
  );
}
