// The lines of the ledger: what each rests on, where it happened, and what was taken back by what.
import { useRef } from "react";
import { Link } from "wouter";

import { useHolding } from "../../live/useHolding";
import { Badge } from "../../parts/Badge";
import { Loading } from "../../parts/Loading";
import { Empty, Problem } from "../../parts/Problem";
import { words as parts } from "../../parts/words";
import { enums } from "../../words/enums";
import { useLanguage, useWords } from "../../words/language";
import { Ago } from "../../words/times";
import { Person } from "../Person";
import { signedText } from "../amounts";
import { words as shared } from "../words";
import type { Entry } from "./documents";
import { reversals } from "./entries";
import type { Listed } from "./useEntries";
import { words } from "./words";

export function EntryList({ listed, isMine = false }: { listed: Listed; isMine?: boolean }) {
  const w = useWords(words);
  const p = useWords(parts);
  const area = useRef<HTMLDivElement>(null);
  useHolding(area, listed.hold);
  const { known, isLoaded, failure } = listed;
  const takenBack = reversals(known.entries);
  const shown = new Set(known.entries.map(({ number }) => number));
  return (
    <section className="stack tight" aria-labelledby="entries">
      <div className="row between">
        <h2 id="entries">{w.entries}</h2>
        {isLoaded && <span className="subtle small number">{w.entriesOf(known.total)}</span>}
      </div>
      {failure && <Problem failure={failure} again={listed.again} />}
      {!isLoaded && !failure && <Loading lines={3} />}
      {isLoaded && known.total === 0 && <Empty title={w.none}><p>{w.noneHelp}</p></Empty>}
      {known.waiting.length > 0 && <p className="hint small">{w.waiting(known.waiting.length)}</p>}
      <div ref={area}>
        <ol className="entries">
          {known.entries.map((entry) => (
            <Line key={entry.id} entry={entry} isMine={isMine} shown={shown} takenBackBy={takenBack.get(entry.number)} />
          ))}
        </ol>
      </div>
      {known.next !== null && <button type="button" className="krds-btn tertiary medium" onClick={listed.more}>{p.more}</button>}
    </section>
  );
}

interface Lined {
  readonly entry: Entry;
  readonly isMine: boolean;
  /** The numbers of the lines that are on the page. */
  readonly shown: ReadonlySet<number>;
  readonly takenBackBy: number | undefined;
}

function Line({ entry, isMine, shown, takenBackBy }: Lined) {
  const w = useWords(words);
  const s = useWords(shared);
  const { mileageRule, mileageOutcome } = useWords(enums);
  const { language } = useLanguage();
  const { outcome, reversed } = entry;
  const state = outcome === "REVERSED" ? "reversal" : takenBackBy === undefined ? "" : "taken-back";
  return (
    <li id={anchor(entry.number)} tabIndex={-1} className={`entry stack tight ${state}`}>
      <div className="row between">
        <span className="row">
          <strong>{mileageRule[entry.rule]}</strong>
          {outcome !== "COUNTED" && <Badge tone={outcome === "REVERSED" ? "danger" : "warning"}>{mileageOutcome[outcome]}</Badge>}
          {takenBackBy !== undefined && <Badge>{w.noLonger}</Badge>}
        </span>
        <strong className="entry-amount number">{s.points(signedText(entry.amount, language))}</strong>
      </div>
      <p className="user-text">{entry.explanation}</p>
      {reversed && <p className="small">↩ <To number={reversed.number} shown={shown} /> {w.takesBack(reversed.month)}</p>}
      {takenBackBy !== undefined && <p className="small">↪ <To number={takenBackBy} shown={shown} /> {w.tookBack}</p>}
      <Facts entry={entry} isMine={isMine} />
    </li>
  );
}

function To({ number, shown }: { number: number; shown: ReadonlySet<number> }) {
  const w = useWords(words);
  if (!shown.has(number)) return <>{w.line(number)}</>;
  return <a className="link" href={`#${anchor(number)}`}>{w.line(number)}</a>;
}

function anchor(number: number): string {
  return `line-${number}`;
}

function Facts({ entry, isMine }: { entry: Entry; isMine: boolean }) {
  const w = useWords(words);
  return (
    <p className="entry-facts small subtle">
      <Act entry={entry} isMine={isMine} />
      <Ago at={entry.occurredAt} />
      {entry.department && <span>{entry.department.name}</span>}
      {entry.share !== null && entry.share < 100 && <span>{w.share(entry.share)}</span>}
      {entry.ordinal !== null && <span>{w.ordinal(entry.ordinal)}</span>}
      <span>{w.policy(entry.policyNumber)}</span>
      <span>{w.line(entry.number)}</span>
    </p>
  );
}

/** The way back to what earned it. */
function Act({ entry: { rule, request, comment, thankedBy }, isMine }: { entry: Entry; isMine: boolean }) {
  const w = useWords(words);
  if (request?.key != null) {
    const place = comment ? `#${comment.id}` : "";
    return <Link className="link" href={`/requests/${encodeURIComponent(request.key)}${place}`}>{request.key} {request.title}</Link>;
  }
  if (rule === "THANKS") {
    return <span><Person one={thankedBy} /> {isMine && <Link className="link" href="/mileage/thanks">{w.toThanks}</Link>}</span>;
  }
  if (rule === "ADJUSTMENT") return isMine ? <Link className="link" href="/mileage/adjustments">{w.toAdjustments}</Link> : null;
  return <span>{w.hiddenRequest}</span>;
}
