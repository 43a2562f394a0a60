// What can be done to a request as a whole. Each brings the request as it is then.
import { graphql } from "../../api/graphql";
import { REFUSED } from "../../api/refused";
import { DETAIL } from "./documents";

const ACTED = graphql(
  `
    fragment RequestActed on RequestPayload {
      ...Refused
      request { ...RequestDetail }
    }
  `,
  [REFUSED, DETAIL],
);

export const REQUEST_CANCEL = graphql(
  `
    mutation RequestCancel($id: ID!, $reason: String!) {
      payload: requestCancel(id: $id, reason: $reason) { ...RequestActed }
    }
  `,
  [ACTED],
);

export const REQUEST_RESTRICT = graphql(
  `
    mutation RequestRestrict($id: ID!, $reason: String!) {
      payload: requestRestrict(id: $id, reason: $reason) { ...RequestActed }
    }
  `,
  [ACTED],
);

export const REQUEST_OPEN = graphql(
  `
    mutation RequestOpen($id: ID!) {
      payload: requestOpen(id: $id) { ...RequestActed }
    }
  `,
  [ACTED],
);

export const REQUEST_EDIT = graphql(
  `
    mutation RequestEdit($id: ID!, $input: RequestUpdateInput!, $version: Int) {
      payload: requestUpdate(id: $id, input: $input, version: $version) { ...RequestActed }
    }
  `,
  [ACTED],
);

export const REQUEST_ADD_DEPARTMENTS = graphql(
  `
    mutation RequestAddDepartments($id: ID!, $deliveries: [AddresseeInput!]!) {
      payload: requestAddDepartments(id: $id, deliveries: $deliveries) { ...RequestActed }
    }
  `,
  [ACTED],
);

export const TEMPLATE_CREATE = graphql(
  `
    mutation TemplateCreate($input: RequestTemplateCreateInput!) {
      payload: requestTemplateCreate(input: $input) { ...Refused }
    }
  `,
  [REFUSED],
);

export const LINK_ADD = graphql(
  `
    mutation LinkAdd($id: ID!, $input: LinkAddInput!) {
      payload: linkAdd(requestId: $id, input: $input) { ...Refused }
    }
  `,
  [REFUSED],
);

export const LINK_REMOVE = graphql(
  `
    mutation LinkRemove($id: ID!) {
      payload: linkRemove(id: $id) { ...Refused }
    }
  `,
  [REFUSED],
);

export const RELATION_ADD = graphql(
  `
    mutation RelationAdd($id: ID!, $input: RelationAddInput!) {
      payload: relationAdd(requestId: $id, input: $input) { ...Refused }
    }
  `,
  [REFUSED],
);

export const RELATION_REMOVE = graphql(
  `
    mutation RelationRemove($id: ID!) {
      payload: relationRemove(id: $id) { ...Refused }
    }
  `,
  [REFUSED],
);

export const ATTACHMENT_REMOVE = graphql(
  `
    mutation AttachmentRemove($id: ID!) {
      payload: attachmentRemove(id: $id) { ...Refused }
    }
  `,
  [REFUSED],
);

export const HELP_OFFER = graphql(
  `
    mutation HelpOffer($id: ID!, $input: HelpOfferInput!) {
      payload: helpOffer(requestId: $id, input: $input) { ...Refused }
    }
  `,
  [REFUSED],
);

export const HELP_ACCEPT = graphql(
  `
    mutation HelpAccept($id: ID!) {
      payload: helpAccept(id: $id) { ...Refused }
    }
  `,
  [REFUSED],
);

export const HELP_DECLINE = graphql(
  `
    mutation HelpDecline($id: ID!, $reason: String!) {
      payload: helpDecline(id: $id, reason: $reason) { ...Refused }
    }
  `,
  [REFUSED],
);

export const HELP_WITHDRAW = graphql(
  `
    mutation HelpWithdraw($id: ID!) {
      payload: helpWithdraw(id: $id) { ...Refused }
    }
  `,
  [REFUSED],
);
