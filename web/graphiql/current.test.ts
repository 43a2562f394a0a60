import { parse } from "graphql";
import { expect, test } from "vitest";

import { current } from "./current";

const before = { documentAST: parse("query Board { liveCursor }"), headers: { a: "b" } };

test("what is typed now goes, with its own name, whatever was read before", () => {
  const query = "subscription Live { now }";
  const [asked, options] = current({ query, operationName: "Board" }, before);
  expect(asked).toEqual({ query, operationName: "Live" });
  expect(options.documentAST?.definitions[0]).toMatchObject({ operation: "subscription" });
  expect(options.headers).toEqual({ a: "b" });
});

test("of several operations the chosen one goes", () => {
  const [asked] = current({ query: "query A { a } query B { b }", operationName: "B" }, before);
  expect(asked.operationName).toBe("B");
});

test("what cannot be read goes as it is", () => {
  const asked = { query: "{", operationName: "Board" };
  expect(current(asked, before)).toEqual([asked, before]);
});
