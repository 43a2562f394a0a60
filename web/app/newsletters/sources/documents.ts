import { graphql, type ResultOf, type VariablesOf } from "../../api/graphql";
import { REFUSED } from "../../api/refused";

const SOURCE = graphql(`
  fragment Source on NewsletterSource {
    id
    kind
    url
    partSelector
    linkSelector
    release
    state
    problem
    failures
    found
    nextAt
    lastFetchedAt
    lastFoundAt
    version
    addedBy { number name }
    releasedBy { number name }
    newsletter { id slug name publisherName }
    viewerCanChange { allowed reason }
    viewerCanFetch { allowed reason }
    drafts: issues(first: 5, filter: { state: { in: [DRAFT, APPROVED] } }) {
      totalCount
      nodes { id number heading sourceChangedAt viewerCanUpdate { allowed } }
    }
    outdated: issues(first: 5, filter: { state: { in: [PUBLISHED, ARCHIVED] }, sourceChanged: true }) {
      totalCount
      nodes { id number heading }
    }
  }
`);

export const OF_TITLE = graphql(
  `
    query SourcesOfTitle($slug: String!) {
      newsletter(slug: $slug) {
        id
        slug
        name
        viewerCanAddSource { allowed reason }
        sources(first: 20) { totalCount nodes { ...Source } }
      }
    }
  `,
  [SOURCE],
);

export const ALL = graphql(
  `
    query AllSources($hasProblem: Boolean!, $after: String) {
      newsletterSources(hasProblem: $hasProblem, first: 30, after: $after) {
        totalCount
        nodes { ...Source }
        pageInfo { hasNextPage endCursor }
      }
    }
  `,
  [SOURCE],
);

export const ADD = graphql(
  `
    mutation AddSource($input: NewsletterSourceAddInput!) {
      payload: newsletterSourceAdd(input: $input) { ...Refused source { id } }
    }
  `,
  [REFUSED],
);

export const CHANGE = graphql(
  `
    mutation ChangeSource($id: ID!, $input: NewsletterSourceUpdateInput!, $version: Int) {
      payload: newsletterSourceUpdate(id: $id, input: $input, version: $version) { ...Refused source { id } }
    }
  `,
  [REFUSED],
);

export const PAUSE = graphql(
  `
    mutation PauseSource($id: ID!) {
      payload: newsletterSourcePause(id: $id) { ...Refused source { id } }
    }
  `,
  [REFUSED],
);

export const RESUME = graphql(
  `
    mutation ResumeSource($id: ID!) {
      payload: newsletterSourceResume(id: $id) { ...Refused source { id } }
    }
  `,
  [REFUSED],
);

export const REMOVE = graphql(
  `
    mutation RemoveSource($id: ID!) {
      payload: newsletterSourceRemove(id: $id) { ...Refused source { id } }
    }
  `,
  [REFUSED],
);

export const FETCH = graphql(
  `
    mutation FetchSource($id: ID!) {
      payload: newsletterSourceFetch(id: $id) { ...Refused found source { id problem } }
    }
  `,
  [REFUSED],
);

/** How many sources there are that I may see, and how many of them need attention. */
export const COUNTS = graphql(`
  query SourceCounts {
    all: newsletterSources(first: 1) { totalCount }
    troubled: newsletterSources(hasProblem: true, first: 1) { totalCount }
  }
`);

export type Source = ResultOf<typeof SOURCE>;
export type SourcePage = ResultOf<typeof ALL>["newsletterSources"];
export type SourcedTitle = NonNullable<ResultOf<typeof OF_TITLE>["newsletter"]>;
export type ChangeInput = VariablesOf<typeof CHANGE>["input"];
