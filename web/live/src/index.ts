// What pages use: the client, the following of a stream, and lists that only move forward.
export { liveClient } from "./client.js";
export type { Reason, Refusal } from "./endings.js";
export { follow } from "./follow.js";
export { merge, without, type Versioned } from "./lists.js";
export type { Change, Following, FollowOptions, State, Stopped } from "./types.js";
