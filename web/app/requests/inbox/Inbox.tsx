// The inbox of my departments: what waits for whom, the longest waiting first, with what can be done about it.
import { useRef, useState } from "react";
import { useSearchParams } from "wouter";

import { useHolding } from "../../live/useHolding";
import { kept } from "../../look/kept";
import { announce } from "../../parts/announcing";
import { Loading } from "../../parts/Loading";
import { Empty, Problem } from "../../parts/Problem";
import { useTitle } from "../../parts/title";
import { words as parts } from "../../parts/words";
import { useSession } from "../../session/Session";
import { useWords } from "../../words/language";
import type { Act } from "../acts/documents";
import { permissionOf } from "../acts/permissions";
import { addressOf, filtersIn, type Filters } from "./filters";
import { GroupList } from "./GroupList";
import { InboxFilters } from "./InboxFilters";
import { KeyHelp } from "./KeyHelp";
import { useInbox } from "./useInbox";
import { useKeptPlace } from "./useKeptPlace";
import { useShortcuts } from "./useShortcuts";
import { arrivals, listed } from "./waiting";
import { words } from "./words";
import "./inbox.css";

const LETTERS = kept("inbox-keys", ["on", "off"], "on");

export default function Inbox() {
  const w = useWords(words);
  const { viewer } = useSession();
  const [address, setAddress] = useSearchParams();
  const [letters, setLetters] = useState(LETTERS.read);
  const filters = filtersIn(address);
  const choose = (next: Filters) => setAddress(new URLSearchParams(addressOf(next)), { replace: true });
  const switchKeys = (isOn: boolean) => {
    const wanted = isOn ? "on" : "off";
    LETTERS.write(wanted);
    setLetters(wanted);
  };
  useTitle(w.title);
  return (
    <div className="stack">
      <div>
        <h1>{w.title}</h1>
        <p className="subtle">{viewer.departments.map(({ name }) => name).join(" · ")}</p>
      </div>
      <InboxFilters filters={filters} choose={choose} isHead={viewer.headOf.length > 0} />
      <KeyHelp isOn={letters === "on"} switchKeys={switchKeys} />
      <Groups filters={filters} letters={letters === "on"} />
    </div>
  );
}

function Groups({ filters, letters }: { filters: Filters; letters: boolean }) {
  const w = useWords(words);
  const p = useWords(parts);
  const area = useRef<HTMLDivElement>(null);
  const beforeMoving = useKeptPlace(area);
  const { inbox, isLoaded, failure, hold, done, welcome, isHere, behind, more } = useInbox(filters, beforeMoving);
  const refuse = (id: string, act: Act) => {
    const item = inbox.items.get(id);
    const reasons = area.current?.querySelector<HTMLDetailsElement>(`[data-item="${id}"] .act-reasons`);
    if (reasons) reasons.open = true;
    if (item) announce(permissionOf(item, act).reason ?? "");
  };
  useHolding(area, hold);
  useShortcuts(area, letters, refuse);
  if (!isLoaded) return failure ? <Problem failure={failure} /> : <Loading lines={6} />;
  const groups = listed(inbox);
  const arrived = arrivals(inbox);
  return (
    <>
      {failure && <Problem failure={failure} />}
      {arrived > 0 && (
        <button type="button" className="krds-btn secondary small inbox-arrived" onClick={welcome}>
          {w.arrived(arrived)}
        </button>
      )}
      <div ref={area} className="stack inbox">
        {groups.length === 0 && (
          <Empty title={w.nothing}>
            <p>{w.nothingHelp}</p>
          </Empty>
        )}
        {groups.map(({ group, items }) => (
          <GroupList key={group} group={group} items={items} hints={inbox.hints} isHere={isHere} done={done} more={group === "ended" && behind.ended !== null ? () => void more("ended") : undefined} />
        ))}
        {behind.open !== null && (
          <div className="card stack tight inbox-more">
            <p>{w.notAll(groups.filter(({ group }) => group !== "ended").reduce((sum, { items }) => sum + items.length, 0))}</p>
            <button type="button" className="krds-btn tertiary small" onClick={() => void more("open")}>{p.more}</button>
          </div>
        )}
      </div>
    </>
  );
}
