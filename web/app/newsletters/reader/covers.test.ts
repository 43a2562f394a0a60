import { expect, it } from "vitest";

import { coverOutsideText } from "./covers";

const COVER = { id: "c", name: "표지.png", path: "/newsletter-files/c", sha256: "1" };
const PICTURES = { nodes: [{ path: "/newsletter-files/p", sha256: "1" }, { path: "/newsletter-files/q", sha256: "2" }] };

it("a cover is shown unless the text shows the same picture", () => {
  expect(coverOutsideText({ cover: COVER, pictures: PICTURES, bodyHtml: '<img src="/newsletter-files/q">' })).toBe(COVER);
  expect(coverOutsideText({ cover: COVER, pictures: PICTURES, bodyHtml: '<img src="/newsletter-files/p">' })).toBeNull();
  expect(coverOutsideText({ cover: null, pictures: PICTURES, bodyHtml: '<img src="/newsletter-files/p">' })).toBeNull();
});
