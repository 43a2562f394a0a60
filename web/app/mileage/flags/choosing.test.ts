import { describe, expect, it } from "vitest";

import { chosen, counts, onceIn } from "./choosing";
import type { Flag } from "./documents";

const flag = (kind: Flag["kind"]) => ({ kind }) as Flag;
const FLAGS = [flag("RING"), flag("BURST"), flag("RING")];

describe("flags", () => {
  it("are all shown, or those of one kind; of what there is not, all", () => {
    expect(chosen(FLAGS, null)).toHaveLength(3);
    expect(chosen(FLAGS, "RING").map(({ kind }) => kind)).toEqual(["RING", "RING"]);
    expect(chosen(FLAGS, "COMMENT_FARMING")).toEqual([]);
    expect(chosen(FLAGS, "nonsense")).toHaveLength(3);
  });

  it("are counted by kind", () => {
    expect(counts(FLAGS)).toEqual({ RECIPROCITY: 0, RING: 2, BURST: 1, COMMENT_FARMING: 0, RATING_INFLATION: 0 });
  });

  it("tell how rare they are as people count", () => {
    expect([2, 4.2, 6].map(onceIn)).toEqual([100, 16000, 1000000]);
    expect(onceIn(6.1)).toBeNull();
  });
});
