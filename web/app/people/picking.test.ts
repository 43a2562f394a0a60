import { describe, expect, it } from "vitest";

import { CLOSED, closed, pressed, typed } from "./picking";

describe("a combobox", () => {
  it("opens at the best option while one types, and at none for nothing", () => {
    expect(typed("버스")).toEqual({ typed: "버스", isOpen: true, active: 0 });
    expect(typed(" ")).toEqual({ typed: " ", isOpen: true, active: null });
  });

  it("is walked through in both directions, over the text", () => {
    const down = pressed(CLOSED, "ArrowDown", 2)!;
    expect(down).toEqual({ typed: "", isOpen: true, active: 0 });
    expect(pressed(down, "ArrowDown", 2)?.active).toBe(1);
    expect(pressed(down, "ArrowUp", 2)?.active).toBe(null);
    expect(pressed(CLOSED, "ArrowUp", 2)?.active).toBe(1);
    expect(pressed({ ...down, active: 1 }, "ArrowDown", 2)?.active).toBe(null);
  });

  it("has nowhere to go in an empty list", () => {
    expect(pressed(typed("없음"), "ArrowDown", 0)).toEqual({ typed: "없음", isOpen: true, active: null });
  });

  it("closes at the first Escape, is emptied by the second, and leaves the third to others", () => {
    const first = pressed(typed("버스"), "Escape", 3)!;
    expect(first).toEqual({ typed: "버스", isOpen: false, active: null });
    const second = pressed(first, "Escape", 3)!;
    expect(second).toEqual(CLOSED);
    expect(pressed(second, "Escape", 3)).toBe(null);
  });

  it("leaves other keys to the text", () => {
    expect(pressed(typed("버스"), "Home", 3)).toBe(null);
    expect(closed(typed("버스"))).toEqual({ typed: "버스", isOpen: false, active: null });
  });
});
