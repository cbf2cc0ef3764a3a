import { describe, expect, it } from "vitest";
import { samePlace } from "./same-place";

const paragraph = (n: number) =>
  `Paragraph ${n} tells of ships and tides, and of what was measured on day ${n}.`;
const pages = (count: number, line: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => line(n)).join("\n\n");

describe("samePlace", () => {
  const before = pages(300, (n) => `Running header\n\n${paragraph(n)}\n\n${n}`);
  const after = pages(300, paragraph);

  it("finds a paragraph again where the headers of all pages before it are gone", () => {
    for (const n of [0, 1, 150, 299]) {
      const offset = before.indexOf(paragraph(n));
      expect(samePlace(before, offset, after)).toBe(after.indexOf(paragraph(n)));
    }
  });

  it("finds the end of a paragraph by what stands before it", () => {
    const end = before.indexOf(paragraph(200)) + paragraph(200).length;
    expect(samePlace(before, end, after)).toBe(after.indexOf(paragraph(200)) + paragraph(200).length);
  });

  it("takes the nearest of lines that are all alike", () => {
    const rows = `${"x".repeat(1000)}\n${"the same row of a table again\n".repeat(100)}`;
    const offset = 1001 + 30 * 50;
    expect(samePlace(rows, offset, rows)).toBe(offset);
  });

  it("stays about where it was where nothing is the same", () => {
    expect(samePlace("a".repeat(1000), 500, "b".repeat(2000))).toBe(1000);
    expect(samePlace("abc", 3, "")).toBe(0);
    expect(samePlace("", 0, "abc")).toBe(0);
  });
});
