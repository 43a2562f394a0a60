import { graphql, type ResultOf } from "../../api/graphql";

const FACET = graphql(`
  fragment Facet on NewsletterFacetValue { value label count }
`);

export const SEARCH = graphql(
  `
    query SearchNewsletters($query: String!, $filter: NewsletterSearchFilter, $after: String) {
      newsletterSearch(query: $query, filter: $filter, first: 20, after: $after) {
        totalCount
        edges {
          cursor
          heading { text marked }
          snippet { text marked }
          attachment
          node { id number issuedOn audience newsletter { id slug name publisherName } }
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
  [FACET],
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
