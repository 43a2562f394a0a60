import { expect, it } from "vitest";

import { privatePath, publicPath } from "./paths";

it("an address of one's own leads to everything, a title, a topic or a department", () => {
  expect(privatePath("/feeds/mdg_x/all.atom", "all", "", "json")).toBe("/feeds/mdg_x/all.json");
  expect(privatePath("/feeds/mdg_x/all.atom", "titles", "bus-news", "rss")).toBe("/feeds/mdg_x/titles/bus-news.rss");
  expect(privatePath("/feeds/mdg_x/all.atom", "topics", "a/b", "atom")).toBe("/feeds/mdg_x/topics/a%2Fb.atom");
  expect(publicPath("bus-news", "rss")).toBe("/news/bus-news/feed.rss");
});
