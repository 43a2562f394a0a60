import { graphql, type ResultOf } from "../../api/graphql";
import { REFUSED } from "../../api/refused";
import { ISSUE } from "../reader/documents";

export const PREVIEW = graphql(`
  query NewsletterPreview($body: String!) {
    newsletterPreview(body: $body)
  }
`);

export const FOR_NEW = graphql(`
  query TitleForNewIssue($slug: String!) {
    newsletter(slug: $slug) {
      id
      slug
      name
      publisherName
      audience
      viewerCanCreateIssue { allowed reason }
      newest: issues(first: 1, orderBy: [{ field: NUMBER, direction: DESC }]) { nodes { number } }
    }
  }
`);

export const CREATE = graphql(
  `
    mutation CreateIssue($input: NewsletterIssueCreateInput!) {
      payload: newsletterIssueCreate(input: $input) { ...Refused issue { ...Issue } }
    }
  `,
  [REFUSED, ISSUE],
);

export const UPDATE = graphql(
  `
    mutation UpdateIssue($id: ID!, $input: NewsletterIssueUpdateInput!, $version: Int) {
      payload: newsletterIssueUpdate(id: $id, input: $input, version: $version) { ...Refused issue { ...Issue } }
    }
  `,
  [REFUSED, ISSUE],
);

export const REMOVE_FILE = graphql(
  `
    mutation RemoveIssueFile($id: ID!) {
      payload: newsletterIssueFileRemove(id: $id) { ...Refused issue { ...Issue } }
    }
  `,
  [REFUSED, ISSUE],
);

export type NewTitle = NonNullable<ResultOf<typeof FOR_NEW>["newsletter"]>;
