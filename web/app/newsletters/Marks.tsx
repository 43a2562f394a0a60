// For whom an issue or a title is, and how far it has come.
import type { Enum } from "../api/graphql";
import { Badge, type Tone } from "../parts/Badge";
import { enums } from "../words/enums";
import { useWords } from "../words/language";
import { Moment } from "../words/times";
import type { IssueLine } from "./documents";
import { words } from "./words";

const OF_STATE: Record<Enum<"NewsletterIssueState">, Tone> = { DRAFT: "warning", APPROVED: "primary", PUBLISHED: "success", ARCHIVED: "plain" };
const OF_STATUS: Record<Enum<"NewsletterStatus">, Tone> = { ACTIVE: "success", PAUSED: "warning", CLOSED: "plain" };

export function AudienceMark({ audience }: { audience: Enum<"NewsletterAudience"> }) {
  const w = useWords(words);
  return <Badge tone={audience === "CITIZEN" ? "primary" : "plain"}>{w.forAudience[audience]}</Badge>;
}

export function StateMark({ state }: { state: Enum<"NewsletterIssueState"> }) {
  const { newsletterIssueState } = useWords(enums);
  return <Badge tone={OF_STATE[state]}>{newsletterIssueState[state]}</Badge>;
}

type InWork = Pick<IssueLine, "state" | "publishAt" | "scheduleProblem">;

/** How far an issue has come, when it goes out by itself, and whether it could not. */
export function WorkMarks({ issue: { state, publishAt, scheduleProblem } }: { issue: InWork }) {
  const w = useWords(words);
  return (
    <>
      {scheduleProblem && <Badge tone="danger">{w.missed}</Badge>}
      {publishAt ? <Badge tone="primary"><span>{w.scheduled} · <Moment at={publishAt} /></span></Badge> : <StateMark state={state} />}
    </>
  );
}

export function StatusMark({ status }: { status: Enum<"NewsletterStatus"> }) {
  const { newsletterStatus } = useWords(enums);
  return <Badge tone={OF_STATUS[status]}>{newsletterStatus[status]}</Badge>;
}
