// The ways to departments and people, and how long something held.
import { Link } from "wouter";

import { useWords } from "../words/language";
import { Day } from "../words/times";
import { words } from "./words";

export function DepartmentLink({ one: { code, name } }: { one: { code: string; name: string } }) {
  return <Link className="link" href={`/departments/${encodeURIComponent(code)}`}>{name}</Link>;
}

export function PersonLink({ one: { number, name } }: { one: { number: string; name: string } }) {
  return <Link className="link" href={`/people/${encodeURIComponent(number)}`}>{name}</Link>;
}

export function Period({ since, until }: { since: string; until: string | null }) {
  const w = useWords(words);
  return <><Day on={since} /> – {until ? <Day on={until} /> : w.stillSo}</>;
}
