import { Link } from "wouter";

import { Empty } from "../parts/Problem";
import { useTitle } from "../parts/title";
import { words } from "../parts/words";
import { useWords } from "../words/language";

export function NotFound() {
  const w = useWords(words);
  useTitle(w.notFound);
  return (
    <Empty isPage title={w.notFound}>
      <Link href="/" className="link">{w.toBoard}</Link>
    </Empty>
  );
}
