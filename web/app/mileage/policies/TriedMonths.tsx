// The kings of each month by the rules then and the rules tried: who enters, who leaves.
import type { ReactNode } from "react";

import { Badge } from "../../parts/Badge";
import { enums } from "../../words/enums";
import { useLanguage, useWords } from "../../words/language";
import { pointsText } from "../amounts";
import { Person } from "../Person";
import { words as shared } from "../words";
import type { TriedMonth } from "./documents";
import { Likenesses } from "./Likenesses";
import { words } from "./outcomeWords";

export function TriedMonths({ months }: { months: readonly TriedMonth[] }) {
  const w = useWords(words);
  return (
    <section className="stack tight" aria-labelledby="tried-months">
      <h4 id="tried-months">{w.months}</h4>
      <ol className="tried-months">
        {months.map((month) => <li key={`${month.year}-${month.month}`} className="card stack tight"><Month month={month} /></li>)}
      </ol>
    </section>
  );
}

type Seats = TriedMonth["before"];
type People = TriedMonth["entered"];

function Month({ month }: { month: TriedMonth }) {
  const w = useWords(words);
  const s = useWords(shared);
  const { entered, left } = month;
  const isSame = entered.length === 0 && left.length === 0;
  if (month.likeness.people === 0) return <><h5>{s.monthOf(month.year, month.month)}</h5><p className="subtle">{w.nobodyEarned}</p></>;
  return (
    <>
      <h5>{s.monthOf(month.year, month.month)}</h5>
      <p className="small">{isSame ? w.sameKings : w.news(entered.length, left.length)}</p>
      <div className="tried-seats">
        <SeatList title={w.kingsThen} seats={month.before} tied={month.tiedBefore} marked={left} mark={<Badge tone="danger">▼ {w.left}</Badge>} />
        <SeatList title={w.kingsTried} seats={month.after} tied={month.tiedAfter} marked={entered} mark={<Badge tone="success">▲ {w.entered}</Badge>} />
      </div>
      <Likenesses likeness={month.likeness} />
    </>
  );
}

interface Listed {
  readonly title: string;
  readonly seats: Seats;
  readonly tied: People;
  readonly marked: People;
  readonly mark: ReactNode;
}

function SeatList({ title, seats, tied, marked, mark }: Listed) {
  const w = useWords(words);
  const s = useWords(shared);
  const { kingPlace } = useWords(enums);
  const { language } = useLanguage();
  const isMarked = (id: string | undefined) => marked.some(({ employee }) => employee?.id === id);
  return (
    <div className="stack tight">
      <p className="subtle small">{title}</p>
      {seats.length === 0 && tied.length === 0 && <p className="subtle">{w.nobody}</p>}
      <ol aria-label={title}>
        {seats.map(({ place, employee, points }) => (
          <li key={place}>
            <span className="subtle small">{kingPlace[place]}</span> <Person one={employee} />{" "}
            <span className="small number">{s.points(pointsText(points, language))}</span> {isMarked(employee?.id) && mark}
          </li>
        ))}
      </ol>
      {tied.length > 0 && <p className="small subtle">{w.tied(tied.map(({ employee }) => employee?.name ?? s.somebody).join(", "))}</p>}
    </div>
  );
}
