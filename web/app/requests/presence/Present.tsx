// Who is at this request now, and who of them is writing. Being on the page makes one of them.
import { useState } from "react";

import { graphql, type Enum, type ResultOf } from "../../api/graphql";
import { useStream } from "../../live/useStream";
import { useSession } from "../../session/Session";
import { bilingual, useWords } from "../../words/language";

const PRESENCE = graphql(`
  subscription Presence($id: ID!, $doing: PresenceDoing) {
    requestPresence(id: $id, doing: $doing) {
      totalCount
      people { doing since employee { id name } }
    }
  }
`);

type Present = ResultOf<typeof PRESENCE>["requestPresence"];
const NOBODY: Present = { totalCount: 0, people: [] };
const SHOWN = 8;

const words = bilingual(
  {
    here: "지금 함께 보는 사람",
    alone: "지금은 나만 보고 있습니다",
    writing: "쓰는 중",
    more: (count: number) => `외 ${count}명`,
  },
  {
    here: "Here now",
    alone: "Nobody else is here now",
    writing: "writing",
    more: (count: number) => `and ${count} more`,
  },
);

/** As of now; nobody while the line is broken, for then nobody knows. */
export function usePresence(id: string, doing: Enum<"PresenceDoing">): Present {
  const [present, setPresent] = useState(NOBODY);
  const forget = () => setPresent(NOBODY);
  useStream(`${id} ${doing}`, PRESENCE, {
    variables: () => ({ id, doing }),
    next: ({ requestPresence }) => setPresent(requestPresence),
    fail: forget,
    broken: forget,
  });
  return present;
}

export function PresentPeople({ present }: { present: Present }) {
  const w = useWords(words);
  const { viewer } = useSession();
  const others = present.people.filter(({ employee }) => employee && employee.id !== viewer.employee?.id);
  const left = present.totalCount - (present.people.length - others.length) - Math.min(others.length, SHOWN);
  return (
    <section className="present" aria-label={w.here}>
      {others.length === 0 ? (
        <p className="subtle small">{w.alone}</p>
      ) : (
        <ul className="row small">
          {others.slice(0, SHOWN).map(({ employee, doing }) => (
            <li key={employee?.id} className={`person ${doing === "WRITING" ? "writing" : ""}`}>
              {employee?.name} {doing === "WRITING" && <span className="subtle">{w.writing}</span>}
            </li>
          ))}
          {left > 0 && <li className="subtle">{w.more(left)}</li>}
        </ul>
      )}
    </section>
  );
}
