import { graphql, type ResultOf, type VariablesOf } from "../../api/graphql";
import { EVENT_LINE } from "../timeline/documents";

/** A request as it stands on the board. Nothing in it depends on who looks. */
const ITEM = graphql(`
  fragment RequestItem on Request {
    id
    key
    title
    project
    state
    scale
    dueOn
    restriction
    updatedAt
    version
    requesterDepartmentName
    requester { id name }
    comments(first: 0) { totalCount }
    deliveries(first: 20) {
      totalCount
      nodes { id departmentName state progress health dueOn }
    }
  }
`);

export const REQUESTS = graphql(
  `
    query BoardRequests($filter: RequestFilter, $orderBy: [RequestOrder!], $first: Int!, $after: String) {
      requests(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
        nodes { ...RequestItem }
        pageInfo { hasNextPage endCursor }
      }
    }
  `,
  [ITEM],
);

export const COUNTS = graphql(`
  query BoardCounts($filter: RequestFilter) {
    requestCounts(filter: $filter) { state count }
  }
`);

export const CHANGES = graphql(
  `
    subscription BoardChanges($filter: RequestFilter, $watching: [ID!], $after: String) {
      boardEvents(filter: $filter, watching: $watching, after: $after) {
        __typename
        ... on RequestChange {
          cursor
          position
          matches
          event { ...EventLine }
          request { ...RequestItem }
        }
        ... on SnapshotRequired { cursor }
      }
    }
  `,
  [EVENT_LINE, ITEM],
);

export type Item = ResultOf<typeof ITEM>;
export type Count = ResultOf<typeof COUNTS>["requestCounts"][number];
export type RequestFilter = NonNullable<VariablesOf<typeof REQUESTS>["filter"]>;
export type RequestOrder = Extract<VariablesOf<typeof REQUESTS>["orderBy"], { readonly field: unknown }>;
export type BoardChange = ResultOf<typeof CHANGES>["boardEvents"] & { __typename: "RequestChange" };
