// What somebody means to do with a delivery, before it is done.
import type { Enum } from "../../api/graphql";
import type { Act, Acting } from "./documents";
import { evenly, type Share } from "./shares";

export type Plain = "RECEIVE" | "ACCEPT" | "RESUME" | "CONFIRM" | "APPROVE_LEAVING" | "WITHDRAW_LEAVING";
export type Reasoned = "HOLD" | "RETURN" | "SEND_BACK" | "CANCEL" | "DECLINE_LEAVING";

export type Draft =
  | { readonly act: Plain }
  | { readonly act: Reasoned; readonly reason: string }
  | { readonly act: "TRANSFER"; readonly department: { readonly id: string; readonly name: string } | null; readonly reason: string }
  | { readonly act: "ASSIGN"; readonly handlers: readonly Share[]; readonly lead: string | null }
  | { readonly act: "PROGRESS"; readonly percent: number; readonly health: Enum<"Health"> | null; readonly note: string }
  | { readonly act: "REPORT"; readonly result: string }
  | { readonly act: "CHANGE_DUE"; readonly dueOn: string | null };

export type DraftOf<One extends Act> = Extract<Draft, { act: One }>;

const PLAIN: readonly Act[] = ["RECEIVE", "ACCEPT", "RESUME", "CONFIRM", "APPROVE_LEAVING", "WITHDRAW_LEAVING"];

/** Whether nothing has to be asked before it is done. */
export function isPlain(draft: Draft): draft is DraftOf<Plain> {
  return PLAIN.includes(draft.act);
}

/** What the form of an act begins with. */
export function draftOf(act: Act, delivery: Acting): Draft {
  switch (act) {
    case "ASSIGN":
      return assignmentOf(delivery);
    case "PROGRESS":
      return { act, percent: delivery.progress, health: delivery.health ?? "ON_TRACK", note: "" };
    case "REPORT":
      return { act, result: delivery.result };
    case "TRANSFER":
      return { act, department: null, reason: "" };
    case "CHANGE_DUE":
      return { act, dueOn: delivery.dueOn };
    case "HOLD":
    case "RETURN":
    case "SEND_BACK":
    case "CANCEL":
    case "DECLINE_LEAVING":
      return { act, reason: "" };
    default:
      return { act };
  }
}

/** How the delivery will stand once the act is done: shown until the server has answered. */
export function expected(delivery: Acting, draft: Draft): Partial<Acting> {
  switch (draft.act) {
    case "RECEIVE":
      return { state: "RECEIVED" };
    case "ACCEPT":
      return { state: "IN_PROGRESS" };
    case "CONFIRM":
      return { state: "CONFIRMED" };
    case "RESUME":
      return {}; // only the server knows where it was held
    case "ASSIGN":
      return { handlers: handlersOf(draft), ...(delivery.state === "RECEIVED" && { state: "ASSIGNED" }) };
    case "PROGRESS":
      return { progress: draft.percent, health: draft.health, progressNote: draft.note };
    case "REPORT":
      return { state: "REPORTED", result: draft.result };
    case "CHANGE_DUE":
      return { dueOn: draft.dueOn };
    case "HOLD":
      return { state: "ON_HOLD", reason: draft.reason };
    case "SEND_BACK":
      return { state: "SENT_BACK", reason: draft.reason };
    case "CANCEL":
      return { state: "CANCELLED", reason: draft.reason };
    case "DECLINE_LEAVING":
    case "WITHDRAW_LEAVING":
      return { leaving: null };
    case "APPROVE_LEAVING":
      return delivery.leaving ? left(delivery.leaving.act, delivery.leaving.reason, delivery.leaving.target) : {};
    case "RETURN":
      return leaving(delivery, draft.act, draft.reason, null);
    case "TRANSFER":
      return leaving(delivery, draft.act, draft.reason, draft.department);
  }
}

type Target = { readonly id: string; readonly name: string } | null;

function leaving(delivery: Acting, act: Act, reason: string, target: Target): Partial<Acting> {
  if (!delivery.viewerNeedsApproval) return left(act, reason, target);
  return { leaving: { act, reason, target, proposedBy: null, proposedAt: new Date().toISOString() } };
}

function left(act: Act, reason: string, target: Target): Partial<Acting> {
  if (act === "RETURN") return { state: "RETURNED", reason, leaving: null };
  return { state: "SENT", reason, leaving: null, ...(target && { department: target, departmentName: target.name }) };
}

function assignmentOf({ handlers }: Acting): DraftOf<"ASSIGN"> {
  const known = handlers.flatMap(({ employee, share }) => (employee ? [{ ...employee, share }] : []));
  const lead = handlers.find(({ leads }) => leads)?.employee?.id ?? null;
  const isWhole = known.length === handlers.length; // a handler who is gone leaves a share behind
  return { act: "ASSIGN", handlers: isWhole ? known : evenly(known), lead };
}

function handlersOf({ handlers, lead }: DraftOf<"ASSIGN">): Acting["handlers"] {
  return handlers.map(({ id, name, share }) => ({ employee: { id, name }, share, leads: id === lead }));
}
