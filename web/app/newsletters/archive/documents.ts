import { graphql, type ResultOf } from "../../api/graphql";
import { ISSUE_LINE } from "../documents";

export const ISSUES = graphql(
  `
    query NewsletterArchive($filter: NewsletterIssueFilter, $after: String) {
      newsletterIssues(filter: $filter, first: 24, after: $after) {
        totalCount
        nodes { ...IssueLine }
        pageInfo { hasNextPage endCursor }
      }
    }
  `,
  [ISSUE_LINE],
);

export const IN_WORK_COUNT = graphql(`
  query IssuesInWork {
    newsletterIssues(first: 0, filter: { state: { in: [DRAFT, APPROVED] } }) { totalCount }
    waiting: newsletterIssues(first: 0, filter: { scheduled: true }) { totalCount }
  }
`);

export type IssuePage = ResultOf<typeof ISSUES>["newsletterIssues"];
