import { graphql, type ResultOf, type VariablesOf } from "../../api/graphql";

const DRAFT = graphql(`
  fragment DraftRead on Request {
    id
    key
    state
    version
    changedVersion
    title
    project
    scale
    significance
    body
    dueOn
    restriction
    addressees { department { id name } role ask offeredResource dueOn }
  }
`);

const REFUSAL = graphql(`fragment DraftRefusal on UserError { field message code reason }`);

export const ONE = graphql(`query DraftOne($id: ID!) { request(id: $id) { ...DraftRead viewerCanPublish { allowed reason } } }`, [DRAFT]);

export const CREATE = graphql(
  `
    mutation DraftCreate($input: RequestCreateInput!) {
      requestCreate(input: $input) { version errors { ...DraftRefusal } request { ...DraftRead } }
    }
  `,
  [DRAFT, REFUSAL],
);

export const UPDATE = graphql(
  `
    mutation DraftUpdate($id: ID!, $input: RequestUpdateInput!, $version: Int) {
      requestUpdate(id: $id, input: $input, version: $version) { version errors { ...DraftRefusal } }
    }
  `,
  [REFUSAL],
);

export const RESTRICT = graphql(
  `
    mutation DraftRestrict($id: ID!, $reason: String!, $version: Int) {
      requestRestrict(id: $id, reason: $reason, version: $version) { version errors { ...DraftRefusal } }
    }
  `,
  [REFUSAL],
);

export const OPEN = graphql(
  `
    mutation DraftOpen($id: ID!, $version: Int) {
      requestOpen(id: $id, version: $version) { version errors { ...DraftRefusal } }
    }
  `,
  [REFUSAL],
);

export const PUBLISH = graphql(
  `
    mutation DraftPublish($id: ID!, $version: Int) {
      requestPublish(id: $id, version: $version) { version errors { ...DraftRefusal } request { key } }
    }
  `,
  [REFUSAL],
);

export const DISCARD = graphql(
  `mutation DraftDiscard($id: ID!) { requestDiscard(id: $id) { errors { ...DraftRefusal } } }`,
  [REFUSAL],
);

export const BEGINNINGS = graphql(`
  query DraftBeginnings {
    requests(filter: { state: { eq: DRAFT }, requester: { isMe: true } }, first: 100) {
      nodes { id title project updatedAt addressees { department { id } } }
    }
    requestTemplates(first: 100) {
      nodes { id name title project addressees { department { id name } } }
    }
  }
`);

export const USE = graphql(
  `
    mutation TemplateUse($id: ID!, $input: RequestTemplateUseInput) {
      requestTemplateUse(id: $id, input: $input) {
        version
        errors { ...DraftRefusal }
        request { ...DraftRead }
        adjustments { message }
      }
    }
  `,
  [DRAFT, REFUSAL],
);

export const MATERIAL = graphql(`
  query DraftMaterial($id: ID!) {
    request(id: $id) {
      attachments(first: 100) { nodes { id name size downloadPath } }
      links(first: 100) { nodes { id url label } }
    }
  }
`);

export const REMOVE_FILE = graphql(
  `mutation DraftRemoveFile($id: ID!) { attachmentRemove(id: $id) { errors { ...DraftRefusal } } }`,
  [REFUSAL],
);

export const ADD_LINK = graphql(
  `
    mutation DraftAddLink($id: ID!, $input: LinkAddInput!) {
      linkAdd(requestId: $id, input: $input) { errors { ...DraftRefusal } }
    }
  `,
  [REFUSAL],
);

export const REMOVE_LINK = graphql(
  `mutation DraftRemoveLink($id: ID!) { linkRemove(id: $id) { errors { ...DraftRefusal } } }`,
  [REFUSAL],
);

export type DraftRead = ResultOf<typeof DRAFT>;
export type DraftRefusal = ResultOf<typeof REFUSAL>;
export type CreateInput = VariablesOf<typeof CREATE>["input"];
export type Beginnings = ResultOf<typeof BEGINNINGS>;
export type Material = NonNullable<ResultOf<typeof MATERIAL>["request"]>;
