import { graphql, type ResultOf } from "../api/graphql";
import { REFUSED } from "../api/refused";

/** One comment as it is shown to who looks: `viewerCan…` and `viewerReacted` are theirs. */
export const COMMENT = graphql(`
  fragment CommentItem on Comment {
    id
    version
    state
    body
    bodyHtml
    hiddenReason
    followUp
    createdAt
    editedAt
    resolvedAt
    author { id name }
    authorDepartmentName
    delivery { id }
    parent { id }
    quoted { id bodyText author { name } }
    answer { id }
    resolvedBy { name }
    mentions { employee { id } department { id } }
    reactions { kind count viewerReacted emoji }
    viewerCanEdit { allowed }
    viewerCanDelete { allowed }
    viewerCanHide { allowed }
    viewerCanRestore { allowed }
    viewerCanReport { allowed }
    viewerCanReact { allowed }
    viewerCanQuote { allowed }
    viewerCanOpenFollowUp { allowed }
    viewerCanAnswerFollowUp { allowed }
    viewerCanReopenFollowUp { allowed }
    viewerCanResolveThread { allowed }
    viewerCanReopenThread { allowed }
  }
`);

export type CommentItem = ResultOf<typeof COMMENT>;

export const COMMENT_ADD = graphql(
  `
    mutation CommentAdd($input: CommentAddInput!) {
      commentAdd(input: $input) {
        ...Refused
        unresolvedMentions { name message }
        comment { ...CommentItem }
      }
    }
  `,
  [REFUSED, COMMENT],
);

export const COMMENT_EDIT = graphql(
  `
    mutation CommentEdit($id: ID!, $input: CommentEditInput!, $version: Int) {
      commentEdit(id: $id, input: $input, version: $version) {
        ...Refused
        unresolvedMentions { name message }
        comment { ...CommentItem }
      }
    }
  `,
  [REFUSED, COMMENT],
);

export const REACTION_SET = graphql(
  `
    mutation ReactionSet($id: ID!, $kind: ReactionKind!) {
      payload: reactionSet(id: $id, kind: $kind) { ...Refused comment { ...CommentItem } }
    }
  `,
  [REFUSED, COMMENT],
);

export const REACTION_UNSET = graphql(
  `
    mutation ReactionUnset($id: ID!, $kind: ReactionKind!) {
      payload: reactionUnset(id: $id, kind: $kind) { ...Refused comment { ...CommentItem } }
    }
  `,
  [REFUSED, COMMENT],
);

/** Acts that need nothing but the comment. */
export const PLAIN_ACTS = {
  DELETE: graphql(
    `mutation CommentDelete($id: ID!) { payload: commentDelete(id: $id) { ...Refused comment { ...CommentItem } } }`,
    [REFUSED, COMMENT],
  ),
  RESTORE: graphql(
    `mutation CommentRestore($id: ID!) { payload: commentRestore(id: $id) { ...Refused comment { ...CommentItem } } }`,
    [REFUSED, COMMENT],
  ),
  OPEN_FOLLOW_UP: graphql(
    `mutation FollowUpOpen($id: ID!) { payload: followUpOpen(id: $id) { ...Refused comment { ...CommentItem } } }`,
    [REFUSED, COMMENT],
  ),
  ANSWER_FOLLOW_UP: graphql(
    `mutation FollowUpAnswer($id: ID!) { payload: followUpAnswer(id: $id) { ...Refused comment { ...CommentItem } } }`,
    [REFUSED, COMMENT],
  ),
  REOPEN_FOLLOW_UP: graphql(
    `mutation FollowUpReopen($id: ID!) { payload: followUpReopen(id: $id) { ...Refused comment { ...CommentItem } } }`,
    [REFUSED, COMMENT],
  ),
  RESOLVE_THREAD: graphql(
    `mutation ThreadResolve($id: ID!) { payload: threadResolve(id: $id) { ...Refused comment { ...CommentItem } } }`,
    [REFUSED, COMMENT],
  ),
  REOPEN_THREAD: graphql(
    `mutation ThreadReopen($id: ID!) { payload: threadReopen(id: $id) { ...Refused comment { ...CommentItem } } }`,
    [REFUSED, COMMENT],
  ),
} as const;

/** Acts that need a reason. */
export const REASONED_ACTS = {
  HIDE: graphql(
    `mutation CommentHide($id: ID!, $reason: String!) { payload: commentHide(id: $id, reason: $reason) { ...Refused comment { ...CommentItem } } }`,
    [REFUSED, COMMENT],
  ),
  REPORT: graphql(
    `mutation CommentReport($id: ID!, $reason: String!) { payload: commentReport(id: $id, reason: $reason) { ...Refused comment { ...CommentItem } } }`,
    [REFUSED, COMMENT],
  ),
} as const;

export type PlainAct = keyof typeof PLAIN_ACTS;
export type ReasonedAct = keyof typeof REASONED_ACTS;
