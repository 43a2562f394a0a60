import { graphql, type ResultOf, type VariablesOf } from "../../api/graphql";
import { REFUSED } from "../../api/refused";

const SUBSCRIPTION = graphql(`
  fragment MailSubscription on NewsletterMailSubscription {
    email
    frequency
    newsletters { id }
    topics
    publishers
  }
`);

export const MINE = graphql(
  `
    query MyNewsletterMail {
      newsletterMailIsOffered
      newsletterSubscription { ...MailSubscription }
    }
  `,
  [SUBSCRIPTION],
);

export const UPDATE = graphql(
  `
    mutation SubscribeByMail($input: NewsletterWishes!) {
      payload: newsletterSubscriptionUpdate(input: $input) { ...Refused subscription { ...MailSubscription } }
    }
  `,
  [REFUSED, SUBSCRIPTION],
);

export const END = graphql(
  `
    mutation EndMail {
      payload: newsletterSubscriptionEnd { ...Refused subscription { ...MailSubscription } }
    }
  `,
  [REFUSED, SUBSCRIPTION],
);

export type Subscription = NonNullable<ResultOf<typeof MINE>["newsletterSubscription"]>;
export type WishesInput = VariablesOf<typeof UPDATE>["input"];
