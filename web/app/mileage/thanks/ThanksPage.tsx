// Thanks that I received and gave, and how many I may still give this month. What comes in is seen at once.
import { useState } from "react";

import { announce } from "../../parts/announcing";
import { Loading } from "../../parts/Loading";
import { Empty, Problem } from "../../parts/Problem";
import { words as parts } from "../../parts/words";
import { useWords } from "../../words/language";
import { Ago } from "../../words/times";
import { Heading } from "../Heading";
import { useBooked } from "../mine/useBooked";
import { Person } from "../Person";
import { words as shared } from "../words";
import { GIVEN, RECEIVED, type Thanks } from "./documents";
import { ThanksDialog } from "./ThanksDialog";
import { useAllowance } from "./useAllowance";
import { useThanks } from "./useThanks";
import { words } from "./words";
import "./thanks.css";

export default function ThanksPage() {
  const w = useWords(words);
  const s = useWords(shared);
  const booking = useBooked((entry) => {
    if (entry.rule !== "THANKS") return;
    announce(w.came(entry.thankedBy?.name ?? s.somebody));
    received.again();
  });
  const received = useThanks(RECEIVED, booking.isReady);
  const given = useThanks(GIVEN, true);
  return (
    <div className="stack">
      <Heading title={w.title}>{w.intro}</Heading>
      {booking.failure && <Problem failure={booking.failure} again={booking.again} />}
      <Allowance add={given.add} />
      <div className="thanks-parts">
        <List id="received" title={w.received} none={w.noneReceived} listed={received} other="giver" />
        <List id="given" title={w.given} none={w.noneGiven} listed={given} other="receiver" />
      </div>
    </div>
  );
}

function Allowance({ add }: { add(thanks: Thanks): void }) {
  const w = useWords(words);
  const { left, failure, against, again } = useAllowance();
  const [isOpen, setOpen] = useState(false);
  if (!left) return failure ? <Problem failure={failure} again={again} /> : <Loading lines={1} />;
  const problem = against();
  const given = (thanks: Thanks) => {
    add(thanks);
    again();
  };
  return (
    <section className="card row between" aria-label={w.allowance}>
      <p>{problem ?? `${w.left(left.left)} ${w.lapses} ${w.forOne(left.mostForOne)}`}</p>
      {!problem && <button type="button" className="krds-btn primary medium" onClick={() => setOpen(true)}>{w.give}</button>}
      {isOpen && <ThanksDialog against={against} given={given} onClose={() => setOpen(false)} />}
    </section>
  );
}

interface Listed {
  readonly id: string;
  readonly title: string;
  readonly none: string;
  readonly listed: ReturnType<typeof useThanks>;
  /** Who is at the other end. */
  readonly other: "giver" | "receiver";
}

function List({ id, title, none, listed: { known, isLoaded, failure, again, more }, other }: Listed) {
  const w = useWords(words);
  const p = useWords(parts);
  return (
    <section className="stack tight" aria-labelledby={id}>
      <div className="row between">
        <h2 id={id}>{title}</h2>
        {isLoaded && <span className="subtle small number">{w.count(known.total)}</span>}
      </div>
      {failure && <Problem failure={failure} again={again} />}
      {!isLoaded && !failure && <Loading lines={2} />}
      {isLoaded && known.thanks.length === 0 && <Empty title={none} />}
      <ul className="stack tight">
        {known.thanks.map((one) => (
          <li key={one.id} className="card stack tight">
            <p className="user-text">{one.message}</p>
            <p className="row small subtle">
              <Person one={one[other]} /> <span>{one[`${other}Department`]?.name}</span> <Ago at={one.givenAt} />
            </p>
          </li>
        ))}
      </ul>
      {known.next !== null && <button type="button" className="krds-btn tertiary medium" onClick={more}>{p.more}</button>}
    </section>
  );
}
