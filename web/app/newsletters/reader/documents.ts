import { graphql, type ResultOf } from "../../api/graphql";
import { REFUSED } from "../../api/refused";
import { SAME_ISSUE } from "../documents";

/** An issue as its page and its editor show it. */
export const ISSUE = graphql(`
  fragment Issue on NewsletterIssue {
    id
    number
    issuedOn
    heading
    body
    bodyHtml
    audience
    state
    version
    cover { id name path sha256 }
    pictures: files(roles: [PICTURE], first: 100) { nodes { path sha256 } }
    files(roles: [ATTACHMENT], first: 100) { nodes { id name path size } }
    readership { staff citizens viewerHasRead viewerHasStarred }
    author { id number name }
    createdAt
    editedBy { id number name }
    editedAt
    approvedBy { id number name }
    approvedAt
    publishAt
    scheduledBy { id number name }
    scheduleProblem
    source { id }
    sourceChangedAt
    publishedBy { id number name }
    publishedAt
    archivedBy { id number name }
    archivedAt
    viewerCanUpdate { allowed reason }
    viewerCanApprove { allowed reason }
    viewerCanPublish { allowed reason }
    viewerCanSchedule { allowed reason }
    viewerCanUnschedule { allowed reason }
    viewerCanArchive { allowed reason }
    viewerCanNarrow { allowed reason }
    viewerCanDiscard { allowed reason }
  }
`);

export const READ = graphql(
  `
    query ReadIssue($slug: String!, $number: Int!) {
      newsletter(slug: $slug) {
        id
        slug
        name
        publisher { id code name }
        publisherName
        audience
        status
        viewerCanCreateIssue { allowed reason }
        issue: issues(first: 1, filter: { number: { eq: $number } }) { nodes { ...Issue } }
        before: issues(first: 1, filter: { number: { lt: $number }, state: { in: [PUBLISHED, ARCHIVED] } }, orderBy: [{ field: NUMBER, direction: DESC }]) {
          nodes { number heading }
        }
        after: issues(first: 1, filter: { number: { gt: $number }, state: { in: [PUBLISHED, ARCHIVED] } }, orderBy: [{ field: NUMBER }]) {
          nodes { number heading }
        }
      }
    }
  `,
  [ISSUE],
);

export const SIMILAR = graphql(
  `
    query ReadSimilarIssues($id: ID!) {
      newsletterIssue(id: $id) { id similar(first: 50) { ...SameIssue } }
    }
  `,
  [SAME_ISSUE],
);

export const APPROVE = graphql(
  `
    mutation ApproveIssue($id: ID!, $version: Int) {
      payload: newsletterIssueApprove(id: $id, version: $version) { ...Refused issue { ...Issue } }
    }
  `,
  [REFUSED, ISSUE],
);

export const PUBLISH = graphql(
  `
    mutation PublishIssue($id: ID!, $version: Int) {
      payload: newsletterIssuePublish(id: $id, version: $version) { ...Refused issue { ...Issue } }
    }
  `,
  [REFUSED, ISSUE],
);

export const SCHEDULE = graphql(
  `
    mutation ScheduleIssue($id: ID!, $at: DateTime!, $version: Int) {
      payload: newsletterIssueSchedule(id: $id, at: $at, version: $version) { ...Refused issue { ...Issue } }
    }
  `,
  [REFUSED, ISSUE],
);

export const UNSCHEDULE = graphql(
  `
    mutation UnscheduleIssue($id: ID!, $version: Int) {
      payload: newsletterIssueUnschedule(id: $id, version: $version) { ...Refused issue { ...Issue } }
    }
  `,
  [REFUSED, ISSUE],
);

export const ARCHIVE = graphql(
  `
    mutation ArchiveIssue($id: ID!, $version: Int) {
      payload: newsletterIssueArchive(id: $id, version: $version) { ...Refused issue { ...Issue } }
    }
  `,
  [REFUSED, ISSUE],
);

export const NARROW = graphql(
  `
    mutation NarrowIssue($id: ID!, $version: Int) {
      payload: newsletterIssueNarrow(id: $id, version: $version) { ...Refused issue { ...Issue } }
    }
  `,
  [REFUSED, ISSUE],
);

export const DISCARD = graphql(
  `
    mutation DiscardIssue($id: ID!, $version: Int) {
      payload: newsletterIssueDiscard(id: $id, version: $version) { ...Refused id }
    }
  `,
  [REFUSED],
);

export const MARK_READ = graphql(
  `
    mutation MarkIssueRead($id: ID!, $read: Boolean!) {
      payload: newsletterIssueMarkRead(id: $id, read: $read) { ...Refused issue { id readership { staff citizens viewerHasRead viewerHasStarred } } }
    }
  `,
  [REFUSED],
);

export const STAR = graphql(
  `
    mutation StarIssue($id: ID!, $starred: Boolean!) {
      payload: newsletterIssueStar(id: $id, starred: $starred) { ...Refused issue { id readership { staff citizens viewerHasRead viewerHasStarred } } }
    }
  `,
  [REFUSED],
);

export type Issue = ResultOf<typeof ISSUE>;
export type ReadTitle = NonNullable<ResultOf<typeof READ>["newsletter"]>;
export type Readership = NonNullable<Issue["readership"]>;
