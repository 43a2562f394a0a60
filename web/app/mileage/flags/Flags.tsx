// What stands out in the months of the address, for administrators: questions, never verdicts.
import { useState } from "react";
import { Link, useSearchParams } from "wouter";

import { useRead } from "../../api/useRead";
import { Choice } from "../../parts/Choice";
import { Loading } from "../../parts/Loading";
import { Empty, Problem } from "../../parts/Problem";
import { words as parts } from "../../parts/words";
import { useWords } from "../../words/language";
import { Heading } from "../Heading";
import { MonthRange } from "../MonthRange";
import { keyOf, present } from "../periods";
import { closedMonths, monthIn, rangeProblem, type Range } from "../ranges";
import { useIsAdministrator } from "../../session/useIsAdministrator";
import { words as shared } from "../words";
import { chosen, counts, KINDS } from "./choosing";
import { FLAGS, type Flag } from "./documents";
import { FlagCard } from "./FlagCard";
import { words } from "./words";
import "./flags.css";

const MOST_MONTHS = 12;
const PAGE = 10;
const CHOICES = ["ALL", ...KINDS] as const;

export default function Flags() {
  const w = useWords(words);
  const s = useWords(shared);
  if (useIsAdministrator()) return <Looking />;
  return (
    <Empty isPage title={w.administratorsOnly}>
      <p>{w.administratorsHelp}</p>
      <Link className="link" href="/mileage/rules">{s.rules}</Link>
    </Empty>
  );
}

function Looking() {
  const w = useWords(words);
  const [address, setAddress] = useSearchParams();
  const now = Date.now();
  const range = { first: address.get("first") ?? closedMonths(5, now).first, last: address.get("last") ?? keyOf(present("MONTH", now)) };
  const kind = CHOICES.find((one) => one === address.get("kind")) ?? "ALL";
  const problem = rangeProblem(range, MOST_MONTHS, now);
  const choose = (next: Partial<Range & { kind: string }>) => {
    const wanted = new URLSearchParams(address);
    for (const [name, value] of Object.entries(next)) wanted.set(name, value);
    setAddress(wanted, { replace: true });
  };
  const [first, last] = [monthIn(range.first), monthIn(range.last)];
  const { data, failure, again } = useRead(FLAGS, problem === null && first && last ? { first, last } : null);
  const found = data?.mileageFlags;
  return (
    <div className="stack">
      <Heading title={w.title}>{w.intro}</Heading>
      <MonthRange range={range} problem={problem} most={MOST_MONTHS} set={choose} />
      <div className="filters"><Kinds kind={kind} found={found ?? []} choose={(next) => choose({ kind: next })} /></div>
      {failure && <Problem failure={failure} again={again} />}
      {!found && !failure && problem === null && <><p className="subtle">{w.looking}</p><Loading lines={3} /></>}
      {found && <List key={`${range.first} ${range.last} ${kind}`} flags={chosen(found, kind)} />}
    </div>
  );
}

type Kind = (typeof CHOICES)[number];

function Kinds({ kind, found, choose }: { kind: Kind; found: readonly Flag[]; choose(kind: Kind): void }) {
  const w = useWords(words);
  const counted = counts(found);
  const names = Object.fromEntries(KINDS.map((one) => [one, `${w.kinds[one]} (${counted[one]})`])) as Record<Flag["kind"], string>;
  return <Choice label={w.kind} value={kind} values={CHOICES} names={{ ...names, ALL: `${w.all} (${found.length})` }} choose={choose} />;
}

function List({ flags }: { flags: readonly Flag[] }) {
  const w = useWords(words);
  const p = useWords(parts);
  const [count, setCount] = useState(PAGE);
  if (flags.length === 0) return <Empty title={w.none}><p>{w.noneHelp}</p></Empty>;
  return (
    <>
      <p role="status" className="subtle small">{w.found(flags.length)}</p>
      <ol className="flags" aria-label={w.title}>
        {flags.slice(0, count).map((flag, at) => <li key={at} className="card"><FlagCard flag={flag} /></li>)}
      </ol>
      {count < flags.length && <button type="button" className="krds-btn tertiary medium" onClick={() => setCount(count + PAGE)}>{p.more}</button>}
    </>
  );
}
