// Why I have my points: what they are made of, month by month, and every line of the ledger behind them.
import { useRead } from "../../api/useRead";
import { useSoon } from "../../live/useSoon";
import { announce } from "../../parts/announcing";
import { Loading } from "../../parts/Loading";
import { Problem } from "../../parts/Problem";
import { useHashShown } from "../../parts/useHashShown";
import { enums } from "../../words/enums";
import { useLanguage, useWords } from "../../words/language";
import { pointsText } from "../amounts";
import { words as board } from "../board/words";
import { Heading } from "../Heading";
import { PeriodChoice, usePeriod } from "../PeriodChoice";
import { covers, keyOf, type Period } from "../periods";
import { words as shared } from "../words";
import { MINE, type Entry } from "./documents";
import { EntryList } from "./EntryList";
import { Hiding } from "./Hiding";
import { Months } from "./Months";
import { Summary } from "./Summary";
import { useBooked } from "./useBooked";
import { useEntries } from "./useEntries";
import { words } from "./words";
import "./mine.css";

export default function Mine() {
  const w = useWords(words);
  const s = useWords(shared);
  const { period, choose } = usePeriod();
  return (
    <div className="stack">
      <Heading title={s.mine}>{w.intro}</Heading>
      <PeriodChoice period={period} choose={choose} />
      <OfPeriod key={keyOf(period)} period={period} />
    </div>
  );
}

function OfPeriod({ period }: { period: Period }) {
  const b = useWords(board);
  const { language } = useLanguage();
  const reading = useRead(MINE, { period });
  const soon = useSoon(reading.again);
  const tell = useTelling();
  const booking = useBooked((entry) => {
    if (covers(period, entry.month)) listed.take(entry);
    tell(entry);
    soon();
  });
  const listed = useEntries({ employee: null, period }, booking.isReady);
  useHashShown(listed.isLoaded);
  const mine = reading.data?.myMileage;
  const row = mine?.row;
  return (
    <>
      {booking.failure && <Problem failure={booking.failure} again={booking.again} />}
      {reading.failure && <Problem failure={reading.failure} again={reading.again} />}
      {!mine && !reading.failure && <Loading lines={2} />}
      {mine && (
        <div className="mine-parts">
          <Summary row={row ?? null}>{row?.rank == null ? b.noPlace : b.myPlace(row.rank, pointsText(row.total, language))}</Summary>
          <Months period={period} now={row?.total ?? ""} />
        </div>
      )}
      <EntryList listed={listed} isMine />
      {mine && <Hiding privacy={mine} />}
    </>
  );
}

/** Who listens to the page hears of each new line. */
function useTelling(): (entry: Entry) => void {
  const w = useWords(words);
  const { mileageRule } = useWords(enums);
  const { language } = useLanguage();
  return ({ rule, amount }) => announce(w.booked(mileageRule[rule], pointsText(amount, language)));
}
