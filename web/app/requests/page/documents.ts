import { graphql, type ResultOf } from "../../api/graphql";
import { COMMENT } from "../../comments/documents";
import { DELIVERY_RATING } from "../../evaluations/documents";
import { DELIVERY_ACTING } from "../acts/documents";
import { EVENT_LINE } from "../timeline/documents";

const PERMISSIONS = graphql(`
  fragment RequestPermissions on Request {
    viewerCanEdit { allowed reason }
    viewerCanPublish { allowed reason }
    viewerCanAddDepartments { allowed reason }
    viewerCanCancel { allowed reason }
    viewerCanRestrict { allowed reason }
    viewerCanOpen { allowed reason }
    viewerCanComment { allowed reason }
    viewerCanAttach { allowed reason }
    viewerCanLink { allowed reason }
    viewerCanRelate { allowed reason }
    viewerCanOfferHelp { allowed reason }
  }
`);

export const TRACK = graphql(
  `
    fragment Track on Delivery {
      ...DeliveryActing
      ...DeliveryRating
      department { id code }
      role
      ask
      offeredResource
      sentAt
      receivedAt
      acceptedAt
      reportedAt
    }
  `,
  [DELIVERY_ACTING, DELIVERY_RATING],
);

export const DETAIL = graphql(
  `
    fragment RequestDetail on Request {
      id
      key
      version
      title
      project
      scale
      significance
      body
      bodyHtml
      state
      dueOn
      restriction
      cancelReason
      publishedAt
      closedAt
      requester { id number name }
      requesterDepartment { id code }
      requesterDepartmentName
      ...RequestPermissions
      deliveries(first: 50, orderBy: [{ field: SENT_AT }]) { nodes { ...Track } totalCount }
      attachments(first: 50) { nodes { id name size downloadPath delivery { id } uploadedBy { name } viewerCanRemove { allowed } } }
      links(first: 50) { nodes { id url label viewerCanRemove { allowed } } }
      relations(first: 20) { nodes { id kind direction request { key title state } viewerCanRemove { allowed } } }
      offers(first: 20) {
        nodes {
          id
          departmentName
          role
          message
          resources
          state
          answer
          viewerCanAccept { allowed }
          viewerCanDecline { allowed }
          viewerCanWithdraw { allowed }
        }
      }
    }
  `,
  [PERMISSIONS, TRACK],
);

export const REQUEST_ID = graphql(`query RequestId($key: String!) { request(key: $key) { id title } }`);

export const REQUEST = graphql(
  `
    query RequestPage($id: ID!) {
      request(id: $id) {
        ...RequestDetail
        comments(last: 100) { nodes { ...CommentItem } pageInfo { hasPreviousPage startCursor } totalCount }
        timeline(direction: DESC, first: 40) { nodes { ...EventLine } pageInfo { hasNextPage endCursor } }
      }
    }
  `,
  [DETAIL, COMMENT, EVENT_LINE],
);

/** For what no event tells. */
export const DETAIL_NOW = graphql(`query RequestNow($id: ID!) { request(id: $id) { ...RequestDetail } }`, [DETAIL]);

export const EARLIER_COMMENTS = graphql(
  `
    query EarlierComments($id: ID!, $before: String!) {
      request(id: $id) {
        comments(last: 100, before: $before) { nodes { ...CommentItem } pageInfo { hasPreviousPage startCursor } }
      }
    }
  `,
  [COMMENT],
);

export const EARLIER_EVENTS = graphql(
  `
    query EarlierEvents($id: ID!, $after: String!) {
      request(id: $id) {
        timeline(direction: DESC, first: 100, after: $after) { nodes { ...EventLine } pageInfo { hasNextPage endCursor } }
      }
    }
  `,
  [EVENT_LINE],
);

export const CHANGES = graphql(
  `
    subscription RequestChanges($id: ID!, $after: String) {
      requestEvents(id: $id, after: $after) {
        __typename
        ... on RequestChange {
          cursor
          position
          event {
            ...EventLine
            ... on CommentEvent { comment { ...CommentItem } }
          }
          request { ...RequestDetail }
        }
        ... on SnapshotRequired { cursor }
      }
    }
  `,
  [EVENT_LINE, COMMENT, DETAIL],
);

export type Detail = ResultOf<typeof DETAIL>;
export type Track = ResultOf<typeof TRACK>;
export type Loaded = NonNullable<ResultOf<typeof REQUEST>["request"]>;
export type RequestChange = ResultOf<typeof CHANGES>["requestEvents"] & { __typename: "RequestChange" };
