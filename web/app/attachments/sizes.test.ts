import { expect, it } from "vitest";

import { sizeText } from "./sizes";

it("sizes are told in the largest unit of which there is one, and never as nothing", () => {
  expect([1, 1023, 1024, 1025, 1_048_576, 52_428_800].map(sizeText)).toEqual(["1B", "1023B", "1KB", "2KB", "1.0MB", "50.0MB"]);
});
