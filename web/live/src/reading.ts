// What one message says: an event, or that the state has to be read.
import { Final } from "./endings.js";

const TO_SELECT = "the document must select `cursor` and `position`, and `... on SnapshotRequired { cursor }`";

/** Without a position it is a `SnapshotRequired`. Throws Final if the document does not select what it must. */
export function readable(item: object): { cursor: string; position: number | undefined } {
  const { cursor, position, ...rest } = item as { [name: string]: unknown };
  const { __typename = Object.keys(rest).length > 0 ? "RequestChange" : "SnapshotRequired" } = rest;
  if (typeof cursor === "string") {
    if (typeof position === "number") return { cursor, position };
    if (__typename === "SnapshotRequired") return { cursor, position: undefined };
  }
  throw new Final("refused", new Error(TO_SELECT));
}
