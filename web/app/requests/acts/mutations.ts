// One mutation an act. Each answers under the same name, so that what comes back is read in one place.
import { change } from "../../api/client";
import { graphql, type ResultOf } from "../../api/graphql";
import { REFUSED } from "../../api/refused";
import { DELIVERY_ACTING } from "./documents";
import type { Draft } from "./drafts";

const ACTED = graphql(
  `
    fragment Acted on DeliveryPayload {
      ...Refused
      delivery { ...DeliveryActing }
    }
  `,
  [REFUSED, DELIVERY_ACTING],
);

export type Acted = ResultOf<typeof ACTED>;

const RECEIVE = graphql(
  `mutation Receive($id: ID!, $version: Int) { done: deliveryReceive(id: $id, version: $version) { ...Acted } }`,
  [ACTED],
);
const ASSIGN = graphql(
  `mutation Assign($id: ID!, $version: Int, $input: DeliveryAssignInput!) {
    done: deliveryAssign(id: $id, version: $version, input: $input) { ...Acted }
  }`,
  [ACTED],
);
const ACCEPT = graphql(
  `mutation Accept($id: ID!, $version: Int) { done: deliveryAccept(id: $id, version: $version) { ...Acted } }`,
  [ACTED],
);
const PROGRESS = graphql(
  `mutation Progress($id: ID!, $version: Int, $input: DeliveryProgressInput!) {
    done: deliveryProgress(id: $id, version: $version, input: $input) { ...Acted }
  }`,
  [ACTED],
);
const HOLD = graphql(
  `mutation Hold($id: ID!, $version: Int, $reason: String!) {
    done: deliveryHold(id: $id, version: $version, reason: $reason) { ...Acted }
  }`,
  [ACTED],
);
const RESUME = graphql(
  `mutation Resume($id: ID!, $version: Int) { done: deliveryResume(id: $id, version: $version) { ...Acted } }`,
  [ACTED],
);
const REPORT = graphql(
  `mutation Report($id: ID!, $version: Int, $result: String!) {
    done: deliveryReport(id: $id, version: $version, result: $result) { ...Acted }
  }`,
  [ACTED],
);
const CONFIRM = graphql(
  `mutation Confirm($id: ID!, $version: Int) { done: deliveryConfirm(id: $id, version: $version) { ...Acted } }`,
  [ACTED],
);
const SEND_BACK = graphql(
  `mutation SendBack($id: ID!, $version: Int, $reason: String!) {
    done: deliverySendBack(id: $id, version: $version, reason: $reason) { ...Acted }
  }`,
  [ACTED],
);
const RETURN = graphql(
  `mutation Return($id: ID!, $version: Int, $reason: String!) {
    done: deliveryReturn(id: $id, version: $version, reason: $reason) { ...Acted }
  }`,
  [ACTED],
);
const TRANSFER = graphql(
  `mutation Transfer($id: ID!, $version: Int, $departmentId: ID!, $reason: String!) {
    done: deliveryTransfer(id: $id, version: $version, departmentId: $departmentId, reason: $reason) { ...Acted }
  }`,
  [ACTED],
);
const CANCEL = graphql(
  `mutation CancelDelivery($id: ID!, $version: Int, $reason: String!) {
    done: deliveryCancel(id: $id, version: $version, reason: $reason) { ...Acted }
  }`,
  [ACTED],
);
const CHANGE_DUE = graphql(
  `mutation ChangeDue($id: ID!, $version: Int, $dueOn: Date) {
    done: deliveryChangeDue(id: $id, version: $version, dueOn: $dueOn) { ...Acted }
  }`,
  [ACTED],
);
const APPROVE = graphql(
  `mutation ApproveLeaving($id: ID!, $version: Int) {
    done: deliveryLeavingApprove(id: $id, version: $version) { ...Acted }
  }`,
  [ACTED],
);
const DECLINE = graphql(
  `mutation DeclineLeaving($id: ID!, $version: Int, $reason: String!) {
    done: deliveryLeavingDecline(id: $id, version: $version, reason: $reason) { ...Acted }
  }`,
  [ACTED],
);
const WITHDRAW = graphql(
  `mutation WithdrawLeaving($id: ID!, $version: Int) {
    done: deliveryLeavingWithdraw(id: $id, version: $version) { ...Acted }
  }`,
  [ACTED],
);

const PLAIN = {
  RECEIVE,
  ACCEPT,
  RESUME,
  CONFIRM,
  APPROVE_LEAVING: APPROVE,
  WITHDRAW_LEAVING: WITHDRAW,
} as const;
const REASONED = { HOLD, SEND_BACK, RETURN, CANCEL, DECLINE_LEAVING: DECLINE } as const;

/** Does what the draft says, unless the delivery is newer than `version`. Throws as `change` does. */
export async function perform(id: string, version: number, draft: Draft): Promise<Acted> {
  const on = { id, version };
  switch (draft.act) {
    case "ASSIGN": {
      const handlers = draft.handlers.map(({ id: employeeId, share }) => ({ employeeId, share, leads: employeeId === draft.lead }));
      return (await change(ASSIGN, { ...on, input: { handlers } })).done;
    }
    case "PROGRESS": {
      const { percent, health, note } = draft;
      return (await change(PROGRESS, { ...on, input: { percent, health, note } })).done;
    }
    case "REPORT":
      return (await change(REPORT, { ...on, result: draft.result })).done;
    case "TRANSFER":
      return (await change(TRANSFER, { ...on, departmentId: draft.department?.id ?? "", reason: draft.reason })).done;
    case "CHANGE_DUE":
      return (await change(CHANGE_DUE, { ...on, dueOn: draft.dueOn })).done;
    case "HOLD":
    case "SEND_BACK":
    case "RETURN":
    case "CANCEL":
    case "DECLINE_LEAVING":
      return (await change(REASONED[draft.act], { ...on, reason: draft.reason })).done;
    default:
      return (await change(PLAIN[draft.act], on)).done;
  }
}
