import { graphql, type ResultOf } from "../../api/graphql";
import { ISSUE_LINE } from "../documents";

/** A title as the catalogue knows it; what may be done with it depends on who asks. */
export const TITLE = graphql(`
  fragment Title on Newsletter {
    id
    slug
    name
    publisher { id code name }
    publisherName
    audience
    period
    topics
    formats
    language
    status
    version
    viewerCanUpdate { allowed reason }
    viewerCanCreateIssue { allowed reason }
  }
`);

export const TITLES = graphql(
  `
    query NewsletterTitles($filter: NewsletterFilter, $after: String) {
      newsletters(filter: $filter, first: 60, after: $after) {
        totalCount
        nodes {
          ...Title
          issues(first: 1, filter: { state: { in: [PUBLISHED, ARCHIVED] } }) { totalCount nodes { id number issuedOn heading } }
        }
        pageInfo { hasNextPage endCursor }
      }
    }
  `,
  [TITLE],
);

export const ONE = graphql(
  `
    query NewsletterTitle($slug: String!) {
      newsletter(slug: $slug) {
        ...Title
        viewerCanAddSource { allowed }
        sources(first: 1) { totalCount }
        newest: issues(first: 1, filter: { state: { in: [PUBLISHED, ARCHIVED] } }) { totalCount nodes { issuedOn } }
        oldest: issues(first: 1, filter: { state: { in: [PUBLISHED, ARCHIVED] } }, orderBy: [{ field: ISSUED_ON }]) { nodes { issuedOn } }
        waiting: issues(first: 20, filter: { scheduled: true }) { nodes { ...IssueLine } }
        inWork: issues(first: 20, filter: { state: { in: [DRAFT, APPROVED] }, scheduled: false }) { nodes { ...IssueLine } }
      }
    }
  `,
  [TITLE, ISSUE_LINE],
);

export const ISSUES = graphql(
  `
    query IssuesOfTitle($slug: String!, $since: Date!, $until: Date!, $after: String) {
      newsletter(slug: $slug) {
        issues(first: 24, after: $after, filter: { state: { in: [PUBLISHED, ARCHIVED] }, issuedOn: { gte: $since, lte: $until } }) {
          totalCount
          nodes { ...IssueLine }
          pageInfo { hasNextPage endCursor }
        }
      }
    }
  `,
  [ISSUE_LINE],
);

export type Title = ResultOf<typeof TITLE>;
export type TitlePage = ResultOf<typeof TITLES>["newsletters"];
export type ListedTitle = TitlePage["nodes"][number];
export type OneTitle = NonNullable<ResultOf<typeof ONE>["newsletter"]>;
