// Adjustments of some state, page after page; read again by whoever comes back to the window.
import { read } from "../../api/client";
import type { Enum } from "../../api/graphql";
import { useAgainWhenBack } from "../../api/useAgainWhenBack";
import { usePages } from "../../api/usePages";
import { changed, extended, loaded, NONE } from "./adjustments";
import { ADJUSTMENTS, type Adjustment } from "./documents";

const STEPS = { none: NONE, loaded, extended };

export function useAdjustments(state: Enum<"MileageAdjustmentState"> | null) {
  const { draw, ...pages } = usePages(STEPS, async (after, signal) => {
    return (await read(ADJUSTMENTS, { state: state && [state], after }, signal)).mileageAdjustments;
  });
  useAgainWhenBack(pages);
  return { ...pages, say: (one: Adjustment) => draw((before) => changed(before, one)) };
}
