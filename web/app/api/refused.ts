// What every payload says: what was refused, and the number of the event that was made.
import { graphql, type ResultOf } from "./graphql";

export const REFUSED = graphql(`
  fragment Refused on Payload {
    version
    errors { field message code reason }
  }
`);

export type Answer = ResultOf<typeof REFUSED>;
export type Refusal = Answer["errors"][number];
