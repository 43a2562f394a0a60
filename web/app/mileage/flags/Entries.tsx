// The lines of the ledger behind a piece of evidence, read once somebody unfolds them.
import { useState } from "react";
import { Link } from "wouter";

import { useRead } from "../../api/useRead";
import { Loading } from "../../parts/Loading";
import { Problem } from "../../parts/Problem";
import { useWords } from "../../words/language";
import { Ago } from "../../words/times";
import { Person } from "../Person";
import { ENTRIES } from "./documents";
import { words } from "./words";

const MOST = 100; // that the server answers at once

export function Entries({ ids }: { ids: readonly string[] }) {
  const w = useWords(words);
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{w.entries(ids.length)}</summary>
      {isOpen && <Lines ids={ids.slice(0, MOST)} />}
      {isOpen && ids.length > MOST && <p className="subtle small">{w.firstEntries(MOST)}</p>}
    </details>
  );
}

function Lines({ ids }: { ids: readonly string[] }) {
  const w = useWords(words);
  const { data, failure, again } = useRead(ENTRIES, { ids: [...ids] });
  if (!data) return failure ? <Problem failure={failure} again={again} /> : <Loading lines={1} />;
  const lines = data.nodes.flatMap((node) => (node && "explanation" in node ? [node] : []));
  return (
    <ol className="flag-entries small">
      {lines.map(({ id, occurredAt, explanation, employee, request }) => (
        <li key={id}>
          <Ago at={occurredAt} /> <span className="sr-only">{w.received}</span> <Person one={employee} /> {explanation}{" "}
          {request?.key && <Link className="link" href={`/requests/${encodeURIComponent(request.key)}`}>{request.title}</Link>}
        </li>
      ))}
    </ol>
  );
}
