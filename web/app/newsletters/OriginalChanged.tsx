// The post that an issue was taken from says something else by now: told to whoever looks after the issue.
import { useWords } from "../words/language";
import { Ago } from "../words/times";
import type { Issue } from "./reader/documents";
import { isOut } from "./states";
import { words } from "./words";

export function OriginalChanged({ issue }: { issue: Issue }) {
  const w = useWords(words).originalChanged;
  const { sourceChangedAt, source, state, viewerCanUpdate } = issue;
  if (!sourceChangedAt || !(source || viewerCanUpdate.allowed)) return null;
  return (
    <div role="status" className="notice warning stack tight">
      <strong>{w.title} (<Ago at={sourceChangedAt} />)</strong>
      <p>{isOut(state) ? w.out : w.inWork}</p>
    </div>
  );
}
