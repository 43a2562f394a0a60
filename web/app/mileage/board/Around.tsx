// My own place and who is before and behind me.
import { useLanguage, useWords } from "../../words/language";
import { pointsText } from "../amounts";
import type { Beside } from "./documents";
import { Rows } from "./Rows";
import { words } from "./words";

const STILL = new Map<string, number>();

export function Around({ beside: { leaderboardAround, myMileage } }: { beside: Beside }) {
  const w = useWords(words);
  const { language } = useLanguage();
  const { row, isHidden } = myMileage;
  return (
    <section className="card stack tight" aria-labelledby="around">
      <h2 id="around">{w.around}</h2>
      <p>{row?.rank == null ? w.noPlace : w.myPlace(row.rank, pointsText(row.total, language))}</p>
      {isHidden && <p className="notice">{w.hidden}</p>}
      {leaderboardAround && <Rows rows={leaderboardAround.rows} moves={STILL} mine={leaderboardAround.row?.id} />}
    </section>
  );
}
