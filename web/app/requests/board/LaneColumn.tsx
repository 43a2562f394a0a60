import { memo, useId } from "react";

import { words as parts } from "../../parts/words";
import { enums } from "../../words/enums";
import { useWords } from "../../words/language";
import { Card } from "./Card";
import { stretches, type Board, type Lane } from "./lanes";
import { words } from "./words";

interface Shown {
  readonly lane: Lane;
  readonly board: Board;
  readonly total: number;
  more(): void;
}

export const LaneColumn = memo(function LaneColumn({ lane, board, total, more }: Shown) {
  const w = useWords(words);
  const p = useWords(parts);
  const id = useId();
  return (
    <section className="lane" aria-labelledby={id}>
      <h2 id={id} className="lane-title">
        {useLaneName(lane)} <span className="number subtle">{w.count(total)}</span>
      </h2>
      {lane.ids.length === 0 && <p className="subtle small lane-empty">{w.noneYet}</p>}
      {/* one list, whose stretches the browser skips while they are far away: a list element could not hold them */}
      <div role="list" className="cards">
        {stretches(lane.ids).map((ids, at) => (
          <div key={at} className="stretch">
            {ids.map((id) => {
              const item = board.items.get(id);
              return item && <Card key={id} item={item} hint={board.hints.get(id)} isGone={board.gone.has(id)} />;
            })}
          </div>
        ))}
      </div>
      {lane.next !== null && (
        <button type="button" className="krds-btn tertiary small" onClick={more}>
          {p.more}
        </button>
      )}
    </section>
  );
});

function useLaneName({ key, states }: Lane): string {
  const w = useWords(words);
  const { requestState } = useWords(enums);
  const [first] = states;
  if (key === "all") return w.all;
  return states.length === 1 && first ? requestState[first] : w.ended;
}
