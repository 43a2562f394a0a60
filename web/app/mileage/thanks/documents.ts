import { graphql, type ResultOf } from "../../api/graphql";
import { REFUSED } from "../../api/refused";

const THANKS = graphql(`
  fragment Thanked on Thanks {
    id
    giver { id number name }
    giverDepartment { id name }
    receiver { id number name }
    receiverDepartment { id name }
    message
    givenAt
  }
`);

/** What I may still give, and to whom I have given: never more than a hundred in a month. */
export const LEFT = graphql(`
  query ThanksLeft {
    thanksAllowance { year month given left mostForOne }
    thanksGiven(first: 100) { nodes { id receiver { id } givenAt } }
  }
`);

/** Where somebody works, whoever they are to us. */
export const PLACES = graphql(`
  query ThankedPlaces($id: ID!) {
    node(id: $id) { ... on Employee { id leftOn memberships { id until department { id } } } }
  }
`);

export const RECEIVED = graphql(
  `
    query ThanksReceived($after: String) {
      thanks: thanksReceived(first: 20, after: $after) {
        totalCount
        nodes { ...Thanked }
        pageInfo { hasNextPage endCursor }
      }
    }
  `,
  [THANKS],
);

export const GIVEN = graphql(
  `
    query ThanksGiven($after: String) {
      thanks: thanksGiven(first: 20, after: $after) {
        totalCount
        nodes { ...Thanked }
        pageInfo { hasNextPage endCursor }
      }
    }
  `,
  [THANKS],
);

export const GIVE = graphql(
  `
    mutation GiveThanks($input: ThanksGiveInput!) {
      payload: thanksGive(input: $input) {
        ...Refused
        thanks { ...Thanked }
      }
    }
  `,
  [REFUSED, THANKS],
);

export type Left = ResultOf<typeof LEFT>;
export type Thanks = ResultOf<typeof THANKS>;
export type ThanksPage = ResultOf<typeof RECEIVED>["thanks"];
