import { graphql, type ResultOf, type VariablesOf } from "../../api/graphql";
import { REFUSED } from "../../api/refused";

export const GAPS = graphql(`
  query NewsletterGaps($kinds: [OrganisationKind!], $after: String) {
    departmentsWithoutNewsletter(kinds: $kinds, first: 50, after: $after) {
      totalCount
      nodes {
        id
        code
        name
        kind
        meetsCitizens
        parent { id name }
        viewerCanStartNewsletter { allowed reason }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const START = graphql(
  `
    mutation StartNewsletter($input: NewsletterStartInput!) {
      payload: newsletterStart(input: $input) { ...Refused newsletter { id slug } issue { id number } }
    }
  `,
  [REFUSED],
);

export const MARK = graphql(
  `
    mutation MarkMeetingCitizens($id: ID!, $meets: Boolean) {
      payload: departmentMarkMeetingCitizens(id: $id, meetsCitizens: $meets) { ...Refused department { id } }
    }
  `,
  [REFUSED],
);

export type GapPage = ResultOf<typeof GAPS>["departmentsWithoutNewsletter"];
export type Gap = GapPage["nodes"][number];
export type Kinds = NonNullable<VariablesOf<typeof GAPS>["kinds"]>;
