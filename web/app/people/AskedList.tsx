// The newest requests that a department asked or was asked, and the way to all of them on the board.
import { useId } from "react";
import { Link } from "wouter";

import type { VariablesOf } from "../api/graphql";
import { useAgainWhenBack } from "../api/useAgainWhenBack";
import { useRead } from "../api/useRead";
import { Badge } from "../parts/Badge";
import { Loading } from "../parts/Loading";
import { Problem } from "../parts/Problem";
import { TONES } from "../requests/board/marks";
import { enums } from "../words/enums";
import { useWords } from "../words/language";
import { Ago } from "../words/times";
import { REQUESTS } from "./documents";
import { words } from "./words";

interface Listed {
  readonly title: string;
  readonly board: string;
  readonly filter: VariablesOf<typeof REQUESTS>["filter"];
}

export function AskedList({ title, board, filter }: Listed) {
  const w = useWords(words);
  const { requestState } = useWords(enums);
  const id = useId();
  const sent = { ...filter, state: { neq: "DRAFT" as const } }; // drafts stand where their author writes them
  const reading = useRead(REQUESTS, { filter: sent });
  const { data, failure, again } = reading;
  useAgainWhenBack(reading);
  const found = data?.requests;
  return (
    <section className="card stack tight" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {failure && <Problem failure={failure} again={again} />}
      {!found && !failure && <Loading lines={2} />}
      {found?.totalCount === 0 && <p className="subtle">{w.noRequests}</p>}
      <ul className="people-list">
        {found?.nodes.map(({ id: request, key, title: name, state, updatedAt }) => (
          <li key={request} className="people-asked">
            <Link className="link grow user-text" href={`/requests/${key ?? ""}`}>{name}</Link>
            <Badge tone={TONES[state]}>{requestState[state]}</Badge>
            <span className="subtle small"><Ago at={updatedAt} /></span>
          </li>
        ))}
      </ul>
      {found && found.totalCount > 0 && <Link className="link" href={board}>{w.onBoard(found.totalCount)}</Link>}
    </section>
  );
}
