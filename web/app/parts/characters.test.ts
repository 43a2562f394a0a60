import { expect, it } from "vitest";

import { charactersIn } from "./characters";

it("counts characters as the server does", () => {
  expect([charactersIn("🚌가"), charactersIn("각".normalize("NFD"))]).toEqual([2, 1]);
});
