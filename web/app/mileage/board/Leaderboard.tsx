// The board of mileage for the period and the holder in the address.
import { useRef } from "react";
import { useSearchParams } from "wouter";

import type { Enum } from "../../api/graphql";
import { useHolding } from "../../live/useHolding";
import { Choice } from "../../parts/Choice";
import { Loading } from "../../parts/Loading";
import { Empty, Problem } from "../../parts/Problem";
import { words as parts } from "../../parts/words";
import { enums } from "../../words/enums";
import { useWords } from "../../words/language";
import { Heading } from "../Heading";
import { PeriodChoice, usePeriod } from "../PeriodChoice";
import type { Period } from "../periods";
import { Around } from "./Around";
import { Rows } from "./Rows";
import { useStandings } from "./useStandings";
import { words } from "./words";

type Holder = Enum<"MileageHolder">;
const HOLDERS: readonly Holder[] = ["PERSON", "DEPARTMENT"];

export default function Leaderboard() {
  const w = useWords(words);
  const names = useWords(enums);
  const [address, setAddress] = useSearchParams();
  const { period, choose } = usePeriod();
  const holder: Holder = address.get("of") === "DEPARTMENT" ? "DEPARTMENT" : "PERSON";
  const take = (next: Holder) => {
    const wanted = new URLSearchParams(address);
    wanted.set("of", next);
    setAddress(wanted, { replace: true });
  };
  return (
    <div className="stack">
      <Heading title={w.title}>{w.intro}</Heading>
      <PeriodChoice period={period} choose={choose}>
        <Choice label={w.holder} value={holder} values={HOLDERS} names={names.mileageHolder} choose={take} />
      </PeriodChoice>
      <Board period={period} holder={holder} />
    </div>
  );
}

interface Chosen {
  readonly period: Period;
  readonly holder: Holder;
}

function Board({ period, holder }: Chosen) {
  const w = useWords(words);
  const p = useWords(parts);
  const { standings, isLoaded, failure, beside, hold, grow } = useStandings({ period, holder });
  const area = useRef<HTMLDivElement>(null);
  useHolding(area, hold);
  if (!isLoaded) return failure ? <Problem failure={failure} /> : <Loading lines={4} />;
  const { rows, moves } = standings;
  const count = beside?.leaderboard.totalCount;
  return (
    <>
      {failure && <Problem failure={failure} />}
      {holder === "PERSON" && beside && <Around beside={beside} />}
      <section className="stack tight" aria-labelledby="rows">
        <div className="row between">
          <h2 id="rows">{w.rows}</h2>
          {count !== undefined && <span className="subtle small number">{holder === "PERSON" ? w.people(count) : w.departments(count)}</span>}
        </div>
        <div ref={area}>
          {rows.length === 0 ? <Empty title={w.none}><p>{w.noneHelp}</p></Empty> : <Rows rows={rows} moves={moves} />}
        </div>
        {grow && <button type="button" className="krds-btn tertiary medium" onClick={grow}>{p.more}</button>}
        {count !== undefined && count > rows.length && !grow && holder === "PERSON" && <p className="subtle small">{w.further}</p>}
      </section>
    </>
  );
}
