// Approving, publishing and what follows. What cannot be taken back is asked about first.
import { useState } from "react";
import { useLocation } from "wouter";

import { announce } from "../../parts/announcing";
import { FormDialog } from "../../parts/FormDialog";
import { useSending } from "../../parts/useSending";
import { useSession } from "../../session/Session";
import { useWords } from "../../words/language";
import { addressOfTitle } from "../addresses";
import { drop } from "../editor/keeping";
import { allowed, reasonAgainst, type Act } from "./acts";
import { APPROVE, ARCHIVE, DISCARD, NARROW, PUBLISH, UNSCHEDULE, type Issue, type ReadTitle } from "./documents";
import { ScheduleDialog } from "./ScheduleDialog";
import { words } from "./words";

type Sent = Exclude<Act, "schedule">;
const MUTATIONS = { approve: APPROVE, publish: PUBLISH, unschedule: UNSCHEDULE, archive: ARCHIVE, narrow: NARROW } satisfies Record<Exclude<Sent, "discard">, unknown>;
const ONWARD: readonly Act[] = ["approve", "publish", "archive"];
/** What is asked about before it is done. */
type Asked = "publish" | "schedule" | "narrow" | "discard";

interface Shown {
  readonly title: ReadTitle;
  readonly issue: Issue;
  again(): void;
}

export function IssueActs({ title, issue, again }: Shown) {
  const w = useWords(words);
  const [asked, ask] = useState<Asked | null>(null);
  const [, navigate] = useLocation();
  const sending = useSending();
  const { viewer } = useSession();
  const isStale = sending.errors.some(({ reason }) => reason === "STALE");
  const isOurs = viewer.departments.some(({ id }) => id === title.publisher?.id) || viewer.roles.includes("ADMINISTRATOR");
  const against = isOurs ? reasonAgainst(issue) : null;
  const done = (act: Act) => {
    announce(w.done[act]);
    ask(null);
  };
  const gone = () => {
    announce(w.done.discard);
    drop(viewer.employee?.id ?? "", issue.id);
    navigate(addressOfTitle(title), { replace: true });
  };
  const send = async (act: Sent) => {
    const seen = { id: issue.id, version: issue.version };
    if (act === "discard" && (await sending.send(DISCARD, seen))) return gone();
    const payload = act === "discard" ? null : await sending.send(MUTATIONS[act], seen);
    again(); // also after a refusal: somebody may have been faster
    if (payload) done(act);
    else if (act === asked) ask(null);
  };
  const press = (act: Act) => {
    if (act === "publish" || act === "narrow" || act === "schedule" || act === "discard") ask(act);
    else if (!sending.isSending) void send(act);
  };
  return (
    <>
      {asked === null && sending.general && <p role="alert" className="notice danger">{isStale ? w.changedMeanwhile : sending.general}</p>}
      {against && <p className="small subtle">{w.whyNot(w[against.act])} {against.reason}</p>}
      {allowed(issue).map((act) => (
        <button key={act} type="button" className={`krds-btn small ${ONWARD.includes(act) ? "primary" : "tertiary"}`} aria-disabled={sending.isSending} onClick={() => press(act)}>
          {act === "schedule" && issue.publishAt ? w.reschedule : w[act]}
        </button>
      ))}
      {asked === "schedule" && <ScheduleDialog issue={issue} again={again} done={() => done("schedule")} onClose={() => ask(null)} />}
      {asked !== null && asked !== "schedule" && (
        <FormDialog title={w[asked]} submit={w[asked]} sending={sending} send={() => send(asked)} onClose={() => ask(null)}>
          <p><strong>{issue.heading}</strong></p>
          <p>{asked === "publish" ? w.ask.publish[issue.audience] : w.ask[asked]}</p>
        </FormDialog>
      )}
    </>
  );
}
