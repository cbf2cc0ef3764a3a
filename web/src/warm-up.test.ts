import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { WarmUp } from "./warm-up";

describe("WarmUp", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function begun(...formats: string[]) {
    const read: [string, string][] = [];
    const warmUp = new WarmUp((filename, data) => read.push([filename, new TextDecoder().decode(data)]));
    warmUp.begin(formats);
    return { read, names: () => [...new Set(read.map(([name]) => name))], warmUp };
  }

  it("reads nothing at once, and then a document again and again, with pauses", () => {
    const { read, names } = begun("pdf");
    expect(read).toEqual([]);
    vi.advanceTimersByTime(30);
    const first = read.length;
    expect(first).toBeGreaterThan(0);
    vi.runAllTimers();
    expect(read.length).toBeGreaterThan(first);
    expect(names()).toEqual(["warm-up.pdf"]);
  });

  it("reads nothing twice, and nothing for formats without an engine", () => {
    const { read, warmUp } = begun("pdf", "docx");
    vi.runAllTimers();
    const all = read.length;
    warmUp.begin(["pdf", "csv"]);
    vi.runAllTimers();
    expect(read.length).toBe(all);
  });

  it("makes a PDF whose table of objects is right", () => {
    const { read } = begun("pdf");
    vi.runAllTimers();
    const file = read[0]?.[1] ?? "";
    const table = Number(/startxref\n(\d+)\n/.exec(file)?.[1]);
    expect(file.slice(table)).toMatch(/^xref\n0 6\n/);
    const offsets = [...file.slice(table).matchAll(/^(\d{10}) 00000 n $/gm)].map((entry) => Number(entry[1]));
    expect(offsets.map((offset) => file.slice(offset, offset + 7))).toEqual(
      [1, 2, 3, 4, 5].map((number) => `${number} 0 obj`),
    );
  });
});
