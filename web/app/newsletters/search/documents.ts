import { graphql, type ResultOf } from "../../api/graphql";
import { SAME_ISSUE } from "../documents";

const FACET = graphql(`
  fragment Facet on NewsletterFacetValue { value label count }
`);

export const SEARCH = graphql(
  `
    query SearchNewsletters($query: String!, $filter: NewsletterSearchFilter, $after: String, $grouped: Boolean!) {
      newsletterSearch(query: $query, filter: $filter, first: 20, after: $after, grouped: $grouped) {
        totalCount
        groupCount
        edges {
          cursor
          heading { text marked }
          snippet { text marked }
          attachment
          similarCount
          similar { ...SameIssue }
          node { id number issuedOn audience cover { id path } newsletter { id slug name publisherName } }
        }
        pageInfo { hasNextPage endCursor }
        facets {
          audiences { ...Facet }
          newsletters { ...Facet }
          publishers { ...Facet }
          topics { ...Facet }
          years { ...Facet }
          periods { ...Facet }
        }
      }
    }
  `,
  [FACET, SAME_ISSUE],
);

export const SUGGESTIONS = graphql(`
  query SuggestNewsletters($query: String!) {
    newsletterSuggestions(query: $query) {
      kind
      text
      newsletter { id slug }
      issue { id number newsletter { id slug } }
    }
  }
`);

export type Found = ResultOf<typeof SEARCH>["newsletterSearch"];
export type Hit = Found["edges"][number];
export type FacetValue = Found["facets"]["topics"][number];
export type Suggestion = ResultOf<typeof SUGGESTIONS>["newsletterSuggestions"][number];
