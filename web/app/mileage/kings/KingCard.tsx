// One king: the place in words, who it is, and what the place rests on.
import { useState } from "react";
import { Link } from "wouter";

import { enums } from "../../words/enums";
import { useLanguage, useWords } from "../../words/language";
import { pointsText } from "../amounts";
import { keyOf } from "../periods";
import { Person } from "../Person";
import { useIsAdministrator } from "../../session/useIsAdministrator";
import { words as shared } from "../words";
import type { King } from "./documents";
import { IncentiveDialog } from "./IncentiveDialog";
import type { Step } from "./useKings";
import { words } from "./words";

export function KingCard({ king, step }: { king: King; step: Step }) {
  const s = useWords(shared);
  const { kingPlace } = useWords(enums);
  const { language } = useLanguage();
  return (
    <li className={`king place-${king.rank}`}>
      <p className="king-place"><span aria-hidden>{king.rank}</span> {kingPlace[king.place]}</p>
      <p className="king-name"><Person one={king.employee} /></p>
      {king.department && <p className="subtle small">{king.department.name}</p>}
      <p className="king-points number">{s.points(pointsText(king.points, language))}</p>
      <Facts king={king} />
      <Why king={king} />
      <Incentive king={king} step={step} />
    </li>
  );
}

function Why({ king: { employee, year, month } }: { king: King }) {
  const s = useWords(shared);
  if (employee === null) return null;
  const period = keyOf({ kind: "MONTH", year, part: month });
  return (
    <p>
      <Link className="link" href={`/mileage/people/${encodeURIComponent(employee.number)}?period=${period}`}>
        {s.why}<span className="sr-only"> {employee.name}</span>
      </Link>
    </p>
  );
}

function Facts({ king }: { king: King }) {
  const w = useWords(words);
  const { language } = useLanguage();
  const won = king.incentiveAmount === null ? "" : ` (${w.won(pointsText(king.incentiveAmount, language))})`;
  return (
    <dl className="king-facts small">
      <div><dt>{w.mean}</dt><dd className="number">{king.meanScore === null ? w.noMean : String(king.meanScore)}</dd></div>
      <div><dt>{w.helped}</dt><dd className="number">{w.departments(king.helpedDepartments)}</dd></div>
      {king.incentive !== null && (
        <div><dt>{w.incentive}</dt><dd className="user-text">{king.incentive}{won}{king.incentiveNote && ` · ${king.incentiveNote}`}</dd></div>
      )}
    </dl>
  );
}

function Incentive({ king, step }: { king: King; step: Step }) {
  const w = useWords(words);
  const records = useIsAdministrator();
  const [isOpen, setOpen] = useState(false);
  if (!records) return null;
  return (
    <>
      <button type="button" className="krds-btn tertiary small" onClick={() => setOpen(true)}>
        {king.incentive === null ? w.record : w.correct}
        <span className="sr-only"> {king.employee?.name}</span>
      </button>
      {isOpen && <IncentiveDialog king={king} step={step} onClose={() => setOpen(false)} />}
    </>
  );
}
