// Who belongs to a department, those who answer for it first. Some have hundreds: a page at a time.
import { useEffect, useState } from "react";

import { read } from "../api/client";
import type { Failure } from "../api/failures";
import { useRead } from "../api/useRead";
import { Loading } from "../parts/Loading";
import { Problem } from "../parts/Problem";
import { words as parts } from "../parts/words";
import { useFailures } from "../session/Session";
import { enums } from "../words/enums";
import { useWords } from "../words/language";
import { MEMBERS, type Member } from "./documents";
import { PersonLink } from "./Links";
import { words } from "./words";

const RANKS: readonly Member["position"][] = ["HEAD", "CLERK", "MEMBER"];

export function Members({ code }: { code: string }) {
  const w = useWords(words);
  const p = useWords(parts);
  const failures = useFailures();
  const { data, failure, again } = useRead(MEMBERS, { code, after: null });
  const [pages, setPages] = useState<readonly NonNullable<typeof first>[]>([]);
  const [problem, setProblem] = useState<Failure | null>(null);
  const first = data?.department?.members;
  useEffect(() => setPages([]), [first]);
  const all = first ? [first, ...pages] : [];
  const next = all.at(-1)?.pageInfo;
  const more = async () => {
    try {
      const { department } = await read(MEMBERS, { code, after: next?.endCursor ?? null });
      if (department) setPages((before) => [...before, department.members]);
      setProblem(null);
    } catch (caught) {
      setProblem(failures(caught));
    }
  };
  const members = all.flatMap(({ nodes }) => nodes).sort((one, other) => RANKS.indexOf(one.position) - RANKS.indexOf(other.position));
  return (
    <section className="card stack tight" aria-labelledby="members">
      <h2 id="members">{first ? w.membersOf(first.totalCount) : w.members}</h2>
      {(failure ?? problem) && <Problem failure={(failure ?? problem)!} again={failure ? again : () => void more()} />}
      {!first && !failure && <Loading lines={2} />}
      {first?.totalCount === 0 && <p className="subtle">{w.noMembers}</p>}
      <ul className="people-list">
        {members.map((one) => <MemberLine key={one.id} one={one} />)}
      </ul>
      {next?.hasNextPage && <button type="button" className="krds-btn tertiary small" onClick={() => void more()}>{p.more}</button>}
    </section>
  );
}

function MemberLine({ one: { employee, position, isMain } }: { one: Member }) {
  const w = useWords(words);
  const names = useWords(enums).position;
  if (employee === null) return null;
  return (
    <li>
      <PersonLink one={employee} />{" "}
      <span className="subtle small">
        {names[position]}
        {!isMain && ` · ${w.secondary}`}
      </span>
    </li>
  );
}
