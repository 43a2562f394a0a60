import { expect, it } from "vitest";

import { addedOf, BLANK, changeOf, isWhole, type Content } from "./content";

const LINKS: Content = { way: "LINKS", url: "https://seoul.kr/news", selector: "#list a", release: "PUBLISH" };

it("is added as its way says", () => {
  expect(addedOf({ ...BLANK, url: " https://seoul.kr/rss " })).toEqual({ kind: "FEED", url: "https://seoul.kr/rss", linkSelector: null, partSelector: null, release: "DRAFT" });
  expect(addedOf(LINKS)).toEqual({ kind: "PAGE", url: "https://seoul.kr/news", linkSelector: "#list a", partSelector: null, release: "PUBLISH" });
  expect(addedOf({ ...LINKS, way: "PAGE", selector: "" })).toEqual({ kind: "PAGE", url: "https://seoul.kr/news", linkSelector: null, partSelector: null, release: "DRAFT" });
});

it("tells only what differs", () => {
  expect(changeOf(LINKS, LINKS)).toEqual({});
  expect(changeOf({ ...LINKS, release: "DRAFT" }, LINKS)).toEqual({ release: "DRAFT" });
  expect(changeOf({ ...LINKS, way: "PAGE", selector: ".board" }, LINKS)).toEqual({ linkSelector: "", partSelector: ".board", release: "DRAFT" });
  expect(changeOf({ ...LINKS, url: "https://seoul.kr/other" }, LINKS)).toEqual({ url: "https://seoul.kr/other" });
});

it("is whole with an address, and with a selector where links are followed", () => {
  expect([isWhole(BLANK), isWhole({ ...BLANK, url: "https://a.kr" }), isWhole({ ...LINKS, selector: " " }), isWhole(LINKS), isWhole({ ...LINKS, url: "ftp://a.kr" })]).toEqual([false, true, false, true, false]);
});
