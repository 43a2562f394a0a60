import { graphql, type ResultOf } from "../../api/graphql";
import { REFUSED } from "../../api/refused";

const ADJUSTMENT = graphql(`
  fragment Adjustment on MileageAdjustment {
    id
    employee { id number name }
    department { id name }
    points
    reason
    state
    proposedBy { id number name }
    proposedAt
    decidedBy { id number name }
    decidedAt
    decision
    version
  }
`);

export const ADJUSTMENTS = graphql(
  `
    query MileageAdjustments($state: [MileageAdjustmentState!], $after: String) {
      mileageAdjustments(state: $state, first: 20, after: $after) {
        totalCount
        nodes { ...Adjustment }
        pageInfo { hasNextPage endCursor }
      }
    }
  `,
  [ADJUSTMENT],
);

export const PROPOSE = graphql(
  `
    mutation ProposeAdjustment($input: MileageAdjustmentProposeInput!) {
      payload: mileageAdjustmentPropose(input: $input) { ...Refused adjustment { ...Adjustment } }
    }
  `,
  [REFUSED, ADJUSTMENT],
);

export const CONFIRM = graphql(
  `
    mutation ConfirmAdjustment($id: ID!, $version: Int) {
      payload: mileageAdjustmentConfirm(id: $id, version: $version) { ...Refused adjustment { ...Adjustment } }
    }
  `,
  [REFUSED, ADJUSTMENT],
);

export const DECLINE = graphql(
  `
    mutation DeclineAdjustment($id: ID!, $reason: String!, $version: Int) {
      payload: mileageAdjustmentDecline(id: $id, reason: $reason, version: $version) { ...Refused adjustment { ...Adjustment } }
    }
  `,
  [REFUSED, ADJUSTMENT],
);

export type Adjustment = ResultOf<typeof ADJUSTMENT>;
export type AdjustmentPage = ResultOf<typeof ADJUSTMENTS>["mileageAdjustments"];
