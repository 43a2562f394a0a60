// Which acts the viewer may do with a delivery now, and why not the others.
import type { Act, Acting } from "./documents";

type Permission = Acting["viewerCanReceive"];

/** In the order in which they stand: what moves the work on comes first. */
export const ACTS: readonly Act[] = [
  "APPROVE_LEAVING",
  "DECLINE_LEAVING",
  "RECEIVE",
  "ASSIGN",
  "ACCEPT",
  "REPORT",
  "PROGRESS",
  "RESUME",
  "CONFIRM",
  "SEND_BACK",
  "HOLD",
  "WITHDRAW_LEAVING",
  "TRANSFER",
  "RETURN",
  "CHANGE_DUE",
  "CANCEL",
];

/** Those of the department that was asked; the others are the requester's. */
export const DEPARTMENT_ACTS: readonly Act[] = ACTS.filter(
  (act) => !["CONFIRM", "SEND_BACK", "CHANGE_DUE", "CANCEL"].includes(act),
);

const FIELDS = {
  RECEIVE: "viewerCanReceive",
  ASSIGN: "viewerCanAssign",
  ACCEPT: "viewerCanAccept",
  PROGRESS: "viewerCanProgress",
  HOLD: "viewerCanHold",
  RESUME: "viewerCanResume",
  REPORT: "viewerCanReport",
  CONFIRM: "viewerCanConfirm",
  SEND_BACK: "viewerCanSendBack",
  RETURN: "viewerCanReturn",
  TRANSFER: "viewerCanTransfer",
  CANCEL: "viewerCanCancel",
  CHANGE_DUE: "viewerCanChangeDue",
  APPROVE_LEAVING: "viewerCanApproveLeaving",
  DECLINE_LEAVING: "viewerCanDeclineLeaving",
  WITHDRAW_LEAVING: "viewerCanWithdrawLeaving",
} as const satisfies Record<Act, keyof Acting>;

export function permissionOf(delivery: Acting, act: Act): Permission {
  return delivery[FIELDS[act]];
}

export function allowed(delivery: Acting, among: readonly Act[]): Act[] {
  return among.filter((act) => permissionOf(delivery, act).allowed);
}

export function refused(delivery: Acting, among: readonly Act[]): { act: Act; reason: string }[] {
  return among.flatMap((act) => {
    const { allowed: may, reason } = permissionOf(delivery, act);
    return may ? [] : [{ act, reason: reason ?? "" }];
  });
}
