// One department: what it is and was, who is there, how it works with others.
import { useRead } from "../api/useRead";
import { enums } from "../words/enums";
import { useWords } from "../words/language";
import { Day } from "../words/times";
import { AskedList } from "./AskedList";
import { DEPARTMENT, type Shown } from "./documents";
import { History } from "./History";
import { DepartmentLink, PersonLink } from "./Links";
import { Marks } from "./Marks";
import { Members } from "./Members";
import { Sheet } from "./Sheet";
import { words } from "./words";

export default function DepartmentPage({ params }: { params: Record<string, string> }) {
  const w = useWords(words);
  const code = decodeURIComponent(params["code"] ?? "");
  const reading = useRead(DEPARTMENT, { code });
  return (
    <Sheet reading={reading} one={reading.data?.department}>
      {(one) => (
        <>
          {one.closedOn && <Closed one={one} />}
          <div className="people-parts">
            <div className="stack">
              <Facts one={one} />
              <Members code={one.code} />
              <Deputies one={one} />
            </div>
            <div className="stack">
              <AskedList title={w.wasAsked} board={`/?asked=${encodeURIComponent(one.id)}`} filter={{ deliveries: { department: { in: [one.id] } } }} />
              <AskedList title={w.asked} board={`/?asking=${encodeURIComponent(one.id)}`} filter={{ department: { in: [one.id] } }} />
              <Marks summary={one.evaluationSummary} />
            </div>
          </div>
          <History facts={one.facts} />
        </>
      )}
    </Sheet>
  );
}

function Closed({ one: { present, successor } }: { one: Shown }) {
  const w = useWords(words);
  return (
    <div className="card stack tight">
      <strong>{w.closedNote}</strong>
      {successor && <p>{w.successor}: <DepartmentLink one={successor} /></p>}
      <p>{present ? <>{w.present}: <DepartmentLink one={present} /></> : w.noSuccessor}</p>
    </div>
  );
}

function Facts({ one }: { one: Shown }) {
  const w = useWords(words);
  const { organisationKind } = useWords(enums);
  const { nodes: children } = one.children;
  return (
    <dl className="card people-facts">
      <div><dt>{w.kind}</dt><dd>{organisationKind[one.kind]}</dd></div>
      <div><dt>{w.above}</dt><dd>{one.parent ? <DepartmentLink one={one.parent} /> : w.top}</dd></div>
      <div><dt>{w.opened}</dt><dd><Day on={one.openedOn} /></dd></div>
      {one.closedOn && <div><dt>{w.closedOn}</dt><dd><Day on={one.closedOn} /></dd></div>}
      {children.length > 0 && (
        <div>
          <dt>{w.below}</dt>
          <dd>
            <ul className="people-names">
              {children.map((child) => <li key={child.id}><DepartmentLink one={child} /></li>)}
            </ul>
          </dd>
        </div>
      )}
    </dl>
  );
}

function Deputies({ one: { deputies } }: { one: Shown }) {
  const w = useWords(words);
  if (deputies.length === 0) return null;
  return (
    <section className="card stack tight" aria-labelledby="deputies">
      <h2 id="deputies">{w.deputies}</h2>
      <ul className="stack tight">
        {deputies.map(({ id, deputy, since, until, reason }) => (
          <li key={id}>
            {deputy && <PersonLink one={deputy} />}{" "}
            <span className="subtle small"><Day on={since} /> – <Day on={until} /> {w.until}</span>
            {reason && <p className="user-text small">{reason}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}
