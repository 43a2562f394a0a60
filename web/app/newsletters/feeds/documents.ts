import { graphql, type ResultOf } from "../../api/graphql";
import { REFUSED } from "../../api/refused";

export const MINE = graphql(`
  query MyFeeds {
    newsletterFeeds { id name hint createdAt expiresAt lastUsedOn }
  }
`);

export const MAKE = graphql(
  `
    mutation MakeFeed($name: String!) {
      payload: newsletterFeedCreate(name: $name) { ...Refused path feed { id name } }
    }
  `,
  [REFUSED],
);

export const REVOKE = graphql(
  `
    mutation RevokeFeed($id: UUID!) {
      payload: newsletterFeedRevoke(id: $id) { ...Refused feed { id } }
    }
  `,
  [REFUSED],
);

export type Feed = ResultOf<typeof MINE>["newsletterFeeds"][number];
