import { graphql, type Enum, type ResultOf } from "../../api/graphql";
import { EVENT_LINE } from "../timeline/documents";

export type Act = Enum<"DeliveryAct">;

/** What an act on a delivery may change, and what the viewer may do with it now. */
export const DELIVERY_ACTING = graphql(`
  fragment DeliveryActing on Delivery {
    id
    version
    state
    stateSince
    reason
    dueOn
    progress
    health
    progressNote
    result
    department { id name }
    departmentName
    handlers { leads share employee { id name } }
    leaving { act reason proposedAt target { id name } proposedBy { id name } }
    viewerNeedsApproval
    viewerCanReceive { allowed reason }
    viewerCanAssign { allowed reason }
    viewerCanAccept { allowed reason }
    viewerCanProgress { allowed reason }
    viewerCanHold { allowed reason }
    viewerCanResume { allowed reason }
    viewerCanReport { allowed reason }
    viewerCanConfirm { allowed reason }
    viewerCanSendBack { allowed reason }
    viewerCanReturn { allowed reason }
    viewerCanTransfer { allowed reason }
    viewerCanCancel { allowed reason }
    viewerCanChangeDue { allowed reason }
    viewerCanApproveLeaving { allowed reason }
    viewerCanDeclineLeaving { allowed reason }
    viewerCanWithdrawLeaving { allowed reason }
  }
`);

/** The delivery as it is, with the newest of what has happened to its request. */
export const DELIVERY_NOW = graphql(
  `
    query DeliveryNow($id: ID!) {
      node(id: $id) {
        __typename
        ... on Delivery {
          ...DeliveryActing
          request {
            timeline(last: 10) {
              nodes { ...EventLine ... on DeliveryEvent { delivery { id } } }
            }
          }
        }
      }
    }
  `,
  [DELIVERY_ACTING, EVENT_LINE],
);

export const MEMBERS = graphql(`
  query AssignableMembers($department: ID!, $after: String) {
    department(id: $department) {
      members(first: 100, after: $after) {
        nodes { position employee { id name } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);

export type Acting = ResultOf<typeof DELIVERY_ACTING>;
export type DeliveryNow = Extract<NonNullable<ResultOf<typeof DELIVERY_NOW>["node"]>, { __typename: "Delivery" }>;
