// The way to all sources I may see, for whoever sees some.
import { Link } from "wouter";

import { useRead } from "../../api/useRead";
import { useWords } from "../../words/language";
import { COUNTS } from "./documents";
import { words } from "./words";

export function SourcesLink() {
  const w = useWords(words);
  const { data } = useRead(COUNTS, {});
  if (!data || data.all.totalCount === 0) return null;
  return <Link className="link" href="/newsletters/titles/sources">{w.counted(data.all.totalCount, data.troubled.totalCount)}</Link>;
}
