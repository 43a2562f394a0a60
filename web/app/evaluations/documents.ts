import { graphql, type ResultOf } from "../api/graphql";

export const EVALUATION = graphql(`
  fragment EvaluationShown on Evaluation {
    id
    version
    importance
    effectiveness
    promptness
    difficulty
    score
    comment
    submittedAt
    editedAt
    editableUntil
    withdrawnAt
    author { id name }
    reply
    repliedBy { name }
    repliedAt
    appeal {
      id
      version
      reason
      appealedAt
      author { name }
      verdict
      decision
      decidedBy { name }
      decidedAt
      viewerCanDecide { allowed reason }
    }
    viewerCanEdit { allowed reason }
    viewerCanReply { allowed reason }
    viewerCanAppeal { allowed reason }
  }
`);

/** All that is said about a department's part once it is confirmed, as far as the viewer may know it. */
export const DELIVERY_RATING = graphql(
  `
    fragment DeliveryRating on Delivery {
      id
      version
      state
      departmentName
      confirmedAt
      result
      isEvaluated
      evaluationDueAt
      evaluationHasLapsed
      viewerCanEvaluate { allowed reason }
      viewerCanEvaluateRequester { allowed reason }
      handlers { leads employee { id name } }
      evaluation { ...EvaluationShown }
      returnEvaluation { id clarity communication timing comment submittedAt author { name } }
      request { id key title requesterDepartmentName requester { name } }
    }
  `,
  [EVALUATION],
);

export const RATING = graphql(
  `query Rating($id: ID!) { node(id: $id) { __typename ... on Delivery { ...DeliveryRating } } }`,
  [DELIVERY_RATING],
);

export const SCALES = graphql(`
  query Scales {
    evaluationScale { axis label question anchors { mark text } }
    returnEvaluationScale { axis label question anchors { mark text } }
  }
`);

export const RATINGS = graphql(
  `
    query Ratings($ofDepartment: Boolean!) {
      mine: unratedDeliveries(first: 50) { nodes { ...DeliveryRating } totalCount }
      ofDepartment: unratedDeliveries(scope: MY_DEPARTMENT, first: 50) @include(if: $ofDepartment) { nodes { ...DeliveryRating } }
      asked: requests(filter: { requester: { isMe: true }, state: { in: [REPORTED, IN_PROGRESS, COMPLETED] } }, first: 20) {
        nodes { deliveries(filter: { state: { eq: CONFIRMED } }, first: 20) { nodes { ...DeliveryRating } } }
      }
      received: deliveries(
        filter: { state: { eq: CONFIRMED }, handler: { isMe: true } }
        orderBy: [{ field: STATE_SINCE, direction: DESC }]
        first: 20
      ) { nodes { ...DeliveryRating } }
      appeals: evaluationAppeals(first: 50) { nodes { id evaluation { delivery { ...DeliveryRating } } } }
    }
  `,
  [DELIVERY_RATING],
);

export const SUMMARY = graphql(`
  query DepartmentSummary($filter: EvaluationSummaryFilter) {
    evaluationSummary(filter: $filter) {
      count
      means { importance effectiveness promptness difficulty score }
      withheldBecause
    }
  }
`);

export const CHANGES = graphql(`
  subscription RatingChanges($filter: RequestFilter, $after: String) {
    boardEvents(filter: $filter, after: $after) {
      __typename
      ... on RequestChange { cursor position event { __typename version occurredAt } request { id } }
      ... on SnapshotRequired { cursor }
    }
  }
`);

export type Rating = ResultOf<typeof DELIVERY_RATING>;
export type Evaluation = NonNullable<Rating["evaluation"]>;
export type Scales = ResultOf<typeof SCALES>;
export type Ratings = ResultOf<typeof RATINGS>;
export type RatingChange = Extract<ResultOf<typeof CHANGES>["boardEvents"], { __typename: "RequestChange" }>;
