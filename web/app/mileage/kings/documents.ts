import { REFUSED } from "../../api/refused";
import { graphql, type ResultOf } from "../../api/graphql";

const KING = graphql(`
  fragment King on MonthlyKing {
    id
    year
    month
    place
    rank
    employee { id number name }
    department { id name }
    points
    meanScore
    helpedDepartments
    incentive
    incentiveAmount
    incentiveNote
    version
  }
`);

const MONTH = graphql(
  `
    fragment KingMonth on MileageMonth {
      id
      year
      month
      state
      people
      tied { employee { id number name } }
      decision
      decidedBy { id number name }
      kings { ...King }
      version
    }
  `,
  [KING],
);

export const MONTHS = graphql(
  `
    query KingMonths($first: Int!, $after: String) {
      mileageMonths(first: $first, after: $after) {
        nodes { ...KingMonth }
        pageInfo { hasNextPage endCursor }
      }
    }
  `,
  [MONTH],
);

export const CURSOR = graphql(`
  query KingsCursor {
    liveCursor
  }
`);

export const CHOSEN = graphql(`
  subscription KingsChosen($after: String) {
    monthlyKingsChosen(after: $after) {
      __typename
      ... on MonthlyKingsAnnounced { cursor }
      ... on SnapshotRequired { cursor }
    }
  }
`);

export const DECIDE = graphql(
  `
    mutation DecideTie($input: KingTieDecideInput!) {
      payload: kingTieDecide(input: $input) {
        ...Refused
        month { ...KingMonth }
      }
    }
  `,
  [REFUSED, MONTH],
);

export const RECORD = graphql(
  `
    mutation RecordIncentive($input: KingIncentiveRecordInput!) {
      payload: kingIncentiveRecord(input: $input) {
        ...Refused
        king { ...King }
      }
    }
  `,
  [REFUSED, KING],
);

export type King = ResultOf<typeof KING>;
export type KingMonth = ResultOf<typeof MONTH>;
export type MonthPage = ResultOf<typeof MONTHS>["mileageMonths"];
