// A mailing's cover is its first picture: it is not shown twice.
import type { Issue } from "./documents";

type Pictured = Pick<Issue, "cover" | "bodyHtml" | "pictures">;

/** Null where there is no cover, or the text shows the same picture already. */
export function coverOutsideText({ cover, bodyHtml, pictures }: Pictured): Issue["cover"] {
  const stands = pictures.nodes.some(({ sha256, path }) => sha256 === cover?.sha256 && bodyHtml.includes(path));
  return stands ? null : cover;
}
