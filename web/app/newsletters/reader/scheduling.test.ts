import { expect, it } from "vitest";

import { firstOffered } from "./scheduling";

it("nine o'clock of the next day in Seoul is offered first", () => {
  expect(new Date(firstOffered(Date.parse("2014-06-30T14:59:00Z"))).toISOString()).toBe("2014-07-01T00:00:00.000Z");
  expect(new Date(firstOffered(Date.parse("2014-06-30T15:00:00Z"))).toISOString()).toBe("2014-07-02T00:00:00.000Z");
});
