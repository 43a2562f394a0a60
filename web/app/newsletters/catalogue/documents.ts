import { graphql } from "../../api/graphql";
import { REFUSED } from "../../api/refused";
import { TITLE } from "../titles/documents";

export const REGISTER = graphql(
  `
    mutation RegisterNewsletter($input: NewsletterCreateInput!) {
      payload: newsletterCreate(input: $input) { ...Refused newsletter { ...Title } }
    }
  `,
  [REFUSED, TITLE],
);

export const CHANGE = graphql(
  `
    mutation ChangeNewsletter($id: ID!, $input: NewsletterUpdateInput!, $version: Int) {
      payload: newsletterUpdate(id: $id, input: $input, version: $version) { ...Refused newsletter { ...Title } }
    }
  `,
  [REFUSED, TITLE],
);
