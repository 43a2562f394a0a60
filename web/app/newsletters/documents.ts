import { graphql, type ResultOf, type VariablesOf } from "../api/graphql";

/** An issue in a list. */
export const ISSUE_LINE = graphql(`
  fragment IssueLine on NewsletterIssue {
    id
    number
    issuedOn
    heading
    excerpt
    audience
    state
    publishAt
    scheduleProblem
    version
    readership { viewerHasRead viewerHasStarred }
    cover { id path }
    newsletter { id slug name publisherName }
  }
`);

/** An issue that prints nearly the same text as another one. */
export const SAME_ISSUE = graphql(`
  fragment SameIssue on SimilarNewsletterIssue {
    likeness
    issue { id number heading issuedOn newsletter { id slug name } }
  }
`);

export type SameIssue = ResultOf<typeof SAME_ISSUE>;

/** What happens to issues, for lists. */
export const NEWS = graphql(
  `
    subscription IssueNews($filter: NewsletterIssueFilter, $watching: [ID!], $after: String) {
      newsletterIssueEvents(filter: $filter, watching: $watching, after: $after) {
        __typename
        ... on NewsletterIssueChange {
          cursor
          position
          matches
          news
          issueId
          actor { id name }
          issue { ...IssueLine }
        }
        ... on SnapshotRequired { cursor }
      }
    }
  `,
  [ISSUE_LINE],
);

export type IssueLine = ResultOf<typeof ISSUE_LINE>;
export type IssueChange = ResultOf<typeof NEWS>["newsletterIssueEvents"] & { __typename: "NewsletterIssueChange" };
export type IssueFilter = NonNullable<VariablesOf<typeof NEWS>["filter"]>;
