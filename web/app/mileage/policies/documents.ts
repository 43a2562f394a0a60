import { graphql, type ResultOf } from "../../api/graphql";
import { REFUSED } from "../../api/refused";

const NUMBER = graphql(`
  fragment PolicyNumber on MileagePolicyNumber {
    name
    label
    description
    unit
    least
    most
  }
`);

const POLICY = graphql(`
  fragment Policy on MileagePolicy {
    id
    number
    state
    note
    effectiveFrom
    draftedBy { id number name }
    draftedAt
    editedBy { id number name }
    editedAt
    simulatedAt
    activatedBy { id number name }
    activatedAt
    version
    viewerCanUpdate { allowed reason }
    viewerCanActivate { allowed reason }
    numbers { name label unit value isUsual }
  }
`);

const PERSON = graphql(`
  fragment TriedPerson on MileageSimulationEmployee {
    employee { id number name }
  }
`);

const SEAT = graphql(`
  fragment TriedSeat on MileageSimulationSeat {
    place
    points
    employee { id number name }
  }
`);

const OUTCOME = graphql(
  `
    fragment Outcome on MileageSimulation {
      firstYear
      firstMonth
      lastYear
      lastMonth
      moved
      likeness { people spearman kendall }
      rules { rule before after difference }
      moves {
        employee { id number name }
        before
        after
        rankBefore
        rankAfter
        cause
        rules { rule difference }
      }
      months {
        year
        month
        before { ...TriedSeat }
        after { ...TriedSeat }
        tiedBefore { ...TriedPerson }
        tiedAfter { ...TriedPerson }
        entered { ...TriedPerson }
        left { ...TriedPerson }
        likeness { people spearman kendall }
      }
    }
  `,
  [PERSON, SEAT],
);

export const RULES = graphql(
  `
    query Rules {
      mileagePolicyNumbers { ...PolicyNumber }
      mileagePolicyInForce { ...Policy }
      active: mileagePolicies(states: [ACTIVE], first: 100) { nodes { ...Policy } }
      drafts: mileagePolicies(states: [DRAFT, DISCARDED], first: 50) { nodes { ...Policy } }
    }
  `,
  [NUMBER, POLICY],
);

export const BASE = graphql(
  `
    query RulesInForce {
      mileagePolicyNumbers { ...PolicyNumber }
      mileagePolicyInForce { ...Policy }
    }
  `,
  [NUMBER, POLICY],
);

export const ONE = graphql(
  `
    query OnePolicy($id: ID, $number: Int) {
      mileagePolicyNumbers { ...PolicyNumber }
      mileagePolicyInForce { ...Policy }
      mileagePolicy(id: $id, number: $number) {
        ...Policy
        simulation { ...Outcome }
      }
    }
  `,
  [NUMBER, POLICY, OUTCOME],
);

export const WHAT_IF = graphql(
  `
    query WhatIf($first: MonthInput!, $last: MonthInput!, $numbers: [MileagePolicyNumberInput!]!) {
      mileagePolicySimulation(firstMonth: $first, lastMonth: $last, numbers: $numbers) { ...Outcome }
    }
  `,
  [OUTCOME],
);

export const TRY = graphql(
  `
    mutation PolicyTry($id: ID!, $first: MonthInput!, $last: MonthInput!, $version: Int!) {
      payload: mileagePolicySimulate(id: $id, firstMonth: $first, lastMonth: $last, version: $version) {
        ...Refused
        policy { simulation { moved } }
      }
    }
  `,
  [REFUSED],
);

export const DRAFT = graphql(
  `
    mutation PolicyDraft($input: MileagePolicyDraftInput!) {
      payload: mileagePolicyDraft(input: $input) {
        ...Refused
        policy { id }
      }
    }
  `,
  [REFUSED],
);

export const UPDATE = graphql(
  `
    mutation PolicyUpdate($id: ID!, $input: MileagePolicyUpdateInput!, $version: Int!) {
      payload: mileagePolicyUpdate(id: $id, input: $input, version: $version) {
        ...Refused
      }
    }
  `,
  [REFUSED],
);

export const DISCARD = graphql(
  `
    mutation PolicyDiscard($id: ID!, $version: Int!) {
      payload: mileagePolicyDiscard(id: $id, version: $version) {
        ...Refused
      }
    }
  `,
  [REFUSED],
);

export const ACTIVATE = graphql(
  `
    mutation PolicyActivate($id: ID!, $effectiveFrom: Date!, $version: Int!) {
      payload: mileagePolicyActivate(id: $id, effectiveFrom: $effectiveFrom, version: $version) {
        ...Refused
        policy { number }
      }
    }
  `,
  [REFUSED],
);

export type PolicyNumber = ResultOf<typeof NUMBER>;
export type Policy = ResultOf<typeof POLICY>;
export type PolicyValue = Policy["numbers"][number];
export type Outcome = ResultOf<typeof OUTCOME>;
export type Move = Outcome["moves"][number];
export type TriedMonth = Outcome["months"][number];
export type RuleOutcome = Outcome["rules"][number];
export type Likeness = Outcome["likeness"];
