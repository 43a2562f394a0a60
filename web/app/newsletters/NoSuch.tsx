// What stands at an address of no newsletter, or of no issue of it that one may see.
import { Link } from "wouter";

import { Empty } from "../parts/Problem";
import { useWords } from "../words/language";
import { words } from "./words";

export function NoSuchTitle() {
  const w = useWords(words);
  return (
    <Empty isPage title={w.noSuchTitle}>
      <p>{w.noSuchTitleHelp}</p>
      <Link className="link" href="/newsletters/titles">{w.toTitles}</Link>
    </Empty>
  );
}

export function NoSuchIssue() {
  const w = useWords(words);
  return (
    <Empty isPage title={w.noSuchIssue}>
      <p>{w.noSuchIssueHelp}</p>
      <Link className="link" href="/newsletters">{w.toArchive}</Link>
    </Empty>
  );
}
