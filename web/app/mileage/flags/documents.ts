import { graphql, type ResultOf } from "../../api/graphql";

export const FLAGS = graphql(`
  query Flags($first: MonthInput!, $last: MonthInput!) {
    mileageFlags(first: $first, last: $last) {
      kind
      people { employee { id number name department { id name } } }
      firstAt
      lastAt
      score
      explanation
      evidence {
        what
        numbers { name value }
        entries
      }
    }
  }
`);

export const ENTRIES = graphql(`
  query FlagEntries($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on MileageEntry {
        id
        rule
        amount
        explanation
        occurredAt
        employee { id number name }
        request { id key title }
      }
    }
  }
`);

export type Flag = ResultOf<typeof FLAGS>["mileageFlags"][number];
export type Evidence = Flag["evidence"][number];
