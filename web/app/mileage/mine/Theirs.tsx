// Why somebody else has their points in a period, as far as it is for everybody: of a month that they have won.
import { useRead } from "../../api/useRead";
import { Loading } from "../../parts/Loading";
import { Empty, Problem } from "../../parts/Problem";
import { useLanguage, useWords } from "../../words/language";
import { pointsText } from "../amounts";
import { Heading } from "../Heading";
import { PeriodChoice, usePeriod } from "../PeriodChoice";
import { keyOf, type Period } from "../periods";
import { Person, type Named } from "../Person";
import { words as shared } from "../words";
import { SOMEBODY, THEIRS } from "./documents";
import { EntryList } from "./EntryList";
import { Summary } from "./Summary";
import { useEntries } from "./useEntries";
import { words } from "./words";
import "./mine.css";

export default function Theirs({ params }: { params: Record<string, string> }) {
  const w = useWords(words);
  const number = decodeURIComponent(params["number"] ?? "");
  const { data, failure, again } = useRead(SOMEBODY, { number });
  const { period, choose } = usePeriod();
  if (!data) return failure ? <Problem failure={failure} again={again} /> : <Loading />;
  const { employee } = data;
  if (!employee) return <Empty isPage title={w.nobody} />;
  return (
    <div className="stack">
      <Heading title={w.titleOf(employee.name)}>{w.introOf}</Heading>
      <PeriodChoice period={period} choose={choose} />
      <OfPeriod key={`${employee.id} ${keyOf(period)}`} employee={employee} period={period} />
    </div>
  );
}

function OfPeriod({ employee, period }: { employee: Named; period: Period }) {
  const w = useWords(words);
  const s = useWords(shared);
  const { language } = useLanguage();
  const { data } = useRead(THEIRS, { employee: employee.id, period });
  const listed = useEntries({ employee: employee.id, period });
  const row = data?.leaderboardAround?.row;
  if (listed.isLoaded && listed.known.total === 0) {
    return <Empty title={w.closedToMe}><p>{w.closedHelp}</p></Empty>;
  }
  return (
    <>
      {row && (
        <Summary row={row}>
          <Person one={employee} /> · {row.rank !== null && `${w.rankOf(row.rank)} · `}{s.points(pointsText(row.total, language))}
        </Summary>
      )}
      <EntryList listed={listed} />
    </>
  );
}
