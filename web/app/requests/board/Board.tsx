// The board: every request of the city that fits the address, as it is now.
import { useRef } from "react";
import { Link, useSearchParams } from "wouter";

import { useHolding } from "../../live/useHolding";
import { Loading } from "../../parts/Loading";
import { Empty, Problem } from "../../parts/Problem";
import { useTitle } from "../../parts/title";
import { words as shell } from "../../shell/words";
import { useWords } from "../../words/language";
import { FilterBar } from "./FilterBar";
import { addressOf, filtersIn, type Filters } from "./filters";
import { LaneColumn } from "./LaneColumn";
import { total } from "./lanes";
import { useBoard } from "./useBoard";
import { words } from "./words";
import "./board.css";

export default function Board() {
  const w = useWords(words);
  const s = useWords(shell);
  const [address, setAddress] = useSearchParams();
  const filters = filtersIn(address);
  const choose = (next: Filters) => setAddress(new URLSearchParams(addressOf(next)), { replace: true });
  useTitle(w.title);
  return (
    <div className="stack">
      <div className="row between">
        <div>
          <h1>{w.title}</h1>
          <p className="subtle">{w.intro}</p>
        </div>
        <Link href="/ask" className="krds-btn medium">{s.ask}</Link>
      </div>
      <FilterBar filters={filters} choose={choose} />
      <Lanes filters={filters} />
    </div>
  );
}

function Lanes({ filters }: { filters: Filters }) {
  const w = useWords(words);
  const { board, isLoaded, failure, hold, more, welcome } = useBoard(filters);
  const area = useRef<HTMLDivElement>(null);
  useHolding(area, hold);
  if (!isLoaded) return failure ? <Problem failure={failure} /> : <Loading lines={6} />;
  const isEmpty = board.lanes.every(({ ids }) => ids.length === 0) && board.arrived.length === 0;
  return (
    <>
      {failure && <Problem failure={failure} />}
      <div className="arrivals">
        {board.arrived.length > 0 && (
          <button type="button" className="krds-btn secondary small" onClick={welcome}>
            {w.arrived(board.arrived.length)}
          </button>
        )}
      </div>
      <div ref={area} className={`lanes ${filters.view}`}>
        {isEmpty ? (
          <Empty title={w.noneHere}>
            <p>{w.noneHelp}</p>
          </Empty>
        ) : (
          board.lanes.map((lane) => (
            <LaneColumn key={lane.key} lane={lane} board={board} total={total(board, lane.states)} more={() => more(lane)} />
          ))
        )}
      </div>
    </>
  );
}
