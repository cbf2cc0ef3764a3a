import { describe, expect, it } from "vitest";
import { PageHeights } from "./page-heights";

describe("PageHeights", () => {
  it("finds rows by position", () => {
    const heights = new PageHeights([100, 50, 200]);
    expect(heights.total).toBe(350);
    expect([-5, 0, 99, 100, 149, 150, 349, 5000].map((at) => heights.at(at))).toEqual([
      0, 0, 0, 1, 1, 2, 2, 2,
    ]);
  });

  it("moves what lies below a row that was measured", () => {
    const heights = new PageHeights([100, 50, 200]);
    expect(heights.top(2)).toBe(150);
    expect(heights.measured(0, 100)).toBe(false);
    expect(heights.measured(0, 10)).toBe(true);
    expect([heights.top(1), heights.top(2), heights.total]).toEqual([10, 60, 260]);
    expect(heights.at(55)).toBe(1);
  });

  it("has a place for nothing", () => {
    const heights = new PageHeights([]);
    expect([heights.total, heights.at(10)]).toEqual([0, 0]);
  });
});
