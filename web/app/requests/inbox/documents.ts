import { graphql, type ResultOf, type VariablesOf } from "../../api/graphql";
import { DELIVERY_ACTING } from "../acts/documents";
import { EVENT_LINE } from "../timeline/documents";

const ITEM = graphql(
  `
    fragment InboxItem on Delivery {
      ...DeliveryActing
      role
      ask
      sentAt
      request { id key title project restriction requesterDepartmentName requester { id name } }
    }
  `,
  [DELIVERY_ACTING],
);

export const INBOX = graphql(
  `
    query Inbox($filter: DeliveryFilter, $orderBy: [DeliveryOrder!], $first: Int!, $after: String) {
      inbox(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
        nodes { ...InboxItem }
        pageInfo { hasNextPage endCursor }
      }
    }
  `,
  [ITEM],
);

export const CHANGES = graphql(
  `
    subscription InboxChanges($after: String) {
      inboxEvents(after: $after) {
        __typename
        ... on RequestChange {
          cursor
          position
          event { ...EventLine ... on DeliveryEvent { delivery { ...InboxItem } } }
          request { id }
        }
        ... on SnapshotRequired { cursor }
      }
    }
  `,
  [EVENT_LINE, ITEM],
);

export type InboxItem = ResultOf<typeof ITEM>;
export type DeliveryFilter = NonNullable<VariablesOf<typeof INBOX>["filter"]>;
export type InboxChange = Extract<ResultOf<typeof CHANGES>["inboxEvents"], { __typename: "RequestChange" }>;
