import { Link } from "wouter";

import { useWords } from "../words/language";
import { words } from "./words";

export interface Named {
  readonly id: string;
  readonly number: string;
  readonly name: string;
}

export function Person({ one }: { one: Named | null }) {
  const w = useWords(words);
  if (one === null) return <span className="subtle">{w.somebody}</span>;
  return <Link className="link" href={`/people/${encodeURIComponent(one.number)}`}>{one.name}</Link>;
}
