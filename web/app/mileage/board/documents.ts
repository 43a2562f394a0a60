import { graphql, type ResultOf } from "../../api/graphql";

export const ROW = graphql(`
  fragment StandingRow on LeaderboardRow {
    id
    rank
    employee { id number name department { id name } }
    department { id code name }
    total
    requestPoints
    responsePoints
    commentPoints
    thanksPoints
    adjustmentPoints
    requestCount
    responseCount
    commentCount
    thanksCount
    departmentsHelped
    means { score importance effectiveness promptness difficulty }
  }
`);

export const CHANGES = graphql(
  `
    subscription Standings($period: MileagePeriod, $holder: MileageHolder!, $first: Int!) {
      leaderboardChanged(period: $period, holder: $holder, first: $first) {
        period
        rows { ...StandingRow }
      }
    }
  `,
  [ROW],
);

export const BESIDE = graphql(
  `
    query BesideStandings($period: MileagePeriod, $holder: MileageHolder!) {
      leaderboard(period: $period, holder: $holder, first: 0) { totalCount }
      leaderboardAround(period: $period, neighbours: 2) {
        row { id rank total }
        rows { ...StandingRow }
      }
      myMileage(period: $period) { isHidden row { id rank total } }
    }
  `,
  [ROW],
);

export type Row = ResultOf<typeof ROW>;
export type Beside = ResultOf<typeof BESIDE>;
export type Shown = ResultOf<typeof CHANGES>["leaderboardChanged"];
