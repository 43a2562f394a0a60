import { graphql, type ResultOf } from "../../api/graphql";
import { REFUSED } from "../../api/refused";
import { ROW } from "../board/documents";

export const ENTRY = graphql(`
  fragment Entry on MileageEntry {
    id
    number
    rule
    outcome
    amount
    explanation
    department { id name }
    thankedBy { id number name }
    request { id key title }
    comment { id }
    occurredAt
    month
    share
    ordinal
    policyNumber
    reversed { id number month explanation }
  }
`);

export const ENTRIES = graphql(
  `
    query MileageEntries($filter: MileageEntryFilter!, $after: String) {
      mileageEntries(filter: $filter, first: 20, after: $after) {
        totalCount
        nodes { ...Entry }
        pageInfo { hasNextPage endCursor }
      }
    }
  `,
  [ENTRY],
);

export const NEWEST = graphql(`
  query MyNewestEntry {
    mileageEntries(first: 1) { nodes { id number } }
  }
`);

export const BOOKED = graphql(
  `
    subscription MyMileageBooked($after: Int!) {
      myMileageChanged(after: $after) {
        number
        entry { ...Entry }
      }
    }
  `,
  [ENTRY],
);

export const MINE = graphql(
  `
    query MyMileage($period: MileagePeriod!) {
      myMileage(period: $period) { period isHidden winsHidden row { ...StandingRow } }
    }
  `,
  [ROW],
);

const MONTH = graphql(`
  fragment MonthOfMine on MyMileage {
    row { id total requestPoints responsePoints commentPoints thanksPoints adjustmentPoints }
  }
`);

/** Of a row of months; the fields are called by their places. */
export const MONTHS = graphql(
  `
    query MyMonths($m0: MileagePeriod, $m1: MileagePeriod, $m2: MileagePeriod, $m3: MileagePeriod, $m4: MileagePeriod, $m5: MileagePeriod, $m6: MileagePeriod, $m7: MileagePeriod, $m8: MileagePeriod, $m9: MileagePeriod, $m10: MileagePeriod, $m11: MileagePeriod) {
      m0: myMileage(period: $m0) { ...MonthOfMine }
      m1: myMileage(period: $m1) { ...MonthOfMine }
      m2: myMileage(period: $m2) { ...MonthOfMine }
      m3: myMileage(period: $m3) { ...MonthOfMine }
      m4: myMileage(period: $m4) { ...MonthOfMine }
      m5: myMileage(period: $m5) { ...MonthOfMine }
      m6: myMileage(period: $m6) { ...MonthOfMine }
      m7: myMileage(period: $m7) { ...MonthOfMine }
      m8: myMileage(period: $m8) { ...MonthOfMine }
      m9: myMileage(period: $m9) { ...MonthOfMine }
      m10: myMileage(period: $m10) { ...MonthOfMine }
      m11: myMileage(period: $m11) { ...MonthOfMine }
    }
  `,
  [MONTH],
);

export const SOMEBODY = graphql(`
  query SomebodysMileage($number: String!) {
    employee(number: $number) { id number name }
  }
`);

export const THEIRS = graphql(
  `
    query TheirMileage($employee: ID!, $period: MileagePeriod!) {
      leaderboardAround(employee: $employee, period: $period, neighbours: 0) { row { ...StandingRow } }
    }
  `,
  [ROW],
);

export const HIDE = graphql(
  `
    mutation HideMe($wins: Boolean!) {
      payload: mileageHide(wins: $wins) { ...Refused isHidden winsHidden }
    }
  `,
  [REFUSED],
);

export const SHOW = graphql(
  `
    mutation ShowMe {
      payload: mileageShow { ...Refused isHidden winsHidden }
    }
  `,
  [REFUSED],
);

export type Entry = ResultOf<typeof ENTRY>;
export type EntryPage = ResultOf<typeof ENTRIES>["mileageEntries"];
export type Privacy = Pick<ResultOf<typeof MINE>["myMileage"], "isHidden" | "winsHidden">;
export type MonthRow = NonNullable<ResultOf<typeof MONTH>["row"]>;
