// Who meets citizens without a newsletter for them, and beginning one.
import { useState } from "react";
import { useSearchParams } from "wouter";

import { read } from "../../api/client";
import type { Enum } from "../../api/graphql";
import { nextOf } from "../../api/paging";
import { useAgainWhenBack } from "../../api/useAgainWhenBack";
import { usePages } from "../../api/usePages";
import { announce } from "../../parts/announcing";
import { Badge } from "../../parts/Badge";
import { Choice } from "../../parts/Choice";
import { Loading } from "../../parts/Loading";
import { Empty, Problem } from "../../parts/Problem";
import { useSending } from "../../parts/useSending";
import { words as parts } from "../../parts/words";
import { DepartmentLink } from "../../people/Links";
import { useIsAdministrator } from "../../session/useIsAdministrator";
import { enums } from "../../words/enums";
import { useWords } from "../../words/language";
import { Heading } from "../Heading";
import { GAPS, MARK, type Gap, type GapPage } from "./documents";
import { StartDialog } from "./StartDialog";
import { words } from "./words";

type Kind = Enum<"OrganisationKind">;
interface Known {
  readonly gaps: readonly Gap[];
  readonly total: number;
  readonly next: string | null;
}

const KINDS: readonly Kind[] = ["AFFILIATED_OFFICE", "ENTRUSTED_OPERATOR", "HEADQUARTERS", "DISTRICT", "INVESTED_INSTITUTION"];
const NONE: Known = { gaps: [], total: 0, next: null };
const STEPS = {
  none: NONE,
  loaded: (_: Known, page: GapPage) => ({ gaps: page.nodes, total: page.totalCount, next: nextOf(page) }),
  extended: (known: Known, page: GapPage) => ({ gaps: [...known.gaps, ...page.nodes], total: page.totalCount, next: nextOf(page) }),
};

export default function Gaps() {
  const w = useWords(words);
  const { organisationKind } = useWords(enums);
  const [address, setAddress] = useSearchParams();
  const kind = KINDS.find((one) => one === address.get("kind")) ?? "";
  return (
    <div className="stack news">
      <Heading title={w.title} intro={w.intro} />
      <div className="filters">
        <Choice label={w.kind} value={kind} values={["", ...KINDS]} names={{ ...organisationKind, "": w.usual }} choose={(one) => setAddress(one ? { kind: one } : {}, { replace: true })} />
      </div>
      <OfKind key={kind} kind={kind} />
    </div>
  );
}

function OfKind({ kind }: { kind: Kind | "" }) {
  const w = useWords(words);
  const p = useWords(parts);
  const ask = async (after: string | null, signal?: AbortSignal) =>
    (await read(GAPS, { kinds: kind ? [kind] : null, after }, signal)).departmentsWithoutNewsletter;
  const { known, isLoaded, failure, again, more } = usePages(STEPS, ask);
  const [starting, start] = useState<Gap>();
  useAgainWhenBack({ again });
  return (
    <section className="stack" aria-labelledby="gaps">
      <div className="row between">
        <h2 id="gaps">{w.list}</h2>
        {isLoaded && <p role="status" className="subtle small">{w.found(known.total)}</p>}
      </div>
      {failure && <Problem failure={failure} again={again} />}
      {!isLoaded && !failure && <Loading lines={4} />}
      {isLoaded && known.gaps.length === 0 && <Empty title={w.none} />}
      <ul className="news-cards">{known.gaps.map((gap) => <GapCard key={gap.id} gap={gap} start={() => start(gap)} again={again} />)}</ul>
      {known.next !== null && <button type="button" className="krds-btn tertiary medium" onClick={more}>{p.more}</button>}
      {starting && <StartDialog gap={starting} onClose={() => start(undefined)} />}
    </section>
  );
}

function GapCard({ gap, start, again }: { gap: Gap; start(): void; again(): void }) {
  const w = useWords(words);
  const { organisationKind } = useWords(enums);
  const { allowed, reason } = gap.viewerCanStartNewsletter;
  return (
    <li className="card stack tight">
      <div className="row between">
        <h3><DepartmentLink one={gap} /></h3>
        <Badge>{organisationKind[gap.kind]}</Badge>
      </div>
      {gap.parent && <p className="small subtle">{gap.parent.name}</p>}
      {allowed ? (
        <button type="button" className="krds-btn secondary small" onClick={start}>{w.start}<span className="sr-only"> {gap.name}</span></button>
      ) : (
        <p className="small subtle">{reason}</p>
      )}
      {useIsAdministrator() && <Marking gap={gap} again={again} />}
    </li>
  );
}

/** Whether citizens come there: administrators know better than the kind tells. */
function Marking({ gap: { id, name, meetsCitizens }, again }: { gap: Gap; again(): void }) {
  const w = useWords(words);
  const sending = useSending();
  const mark = async (meets: boolean | null) => {
    if (sending.isSending || !(await sending.send(MARK, { id, meets }))) return;
    announce(w.marked);
    again();
  };
  return (
    <div className="row">
      {sending.general && <p role="alert" className="notice danger">{sending.general}</p>}
      {meetsCitizens !== null && <Badge tone="primary">{meetsCitizens ? w.meets : w.meetsNot}</Badge>}
      {meetsCitizens !== null && <button type="button" className="krds-btn tertiary small" onClick={() => void mark(null)}>{w.markAsKind}<span className="sr-only"> {name}</span></button>}
      {meetsCitizens !== true && <button type="button" className="krds-btn tertiary small" onClick={() => void mark(true)}>{w.markMeets}<span className="sr-only"> {name}</span></button>}
      {meetsCitizens !== false && <button type="button" className="krds-btn tertiary small" onClick={() => void mark(false)}>{w.markNot}<span className="sr-only"> {name}</span></button>}
    </div>
  );
}
