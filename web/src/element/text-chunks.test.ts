import { describe, expect, it } from "vitest";
import { prettyJsonChunks, textChunks } from "./text-chunks";

describe("textChunks", () => {
  it("loses nothing and cuts after line ends", () => {
    const text = Array.from({ length: 500 }, (_, index) => `line ${index}`).join("\n");
    const chunks = [...textChunks(text, 100)];
    expect(chunks.join("")).toBe(text);
    expect(chunks.length).toBeGreaterThan(10);
    for (const chunk of chunks.slice(0, -1)) expect(chunk.endsWith("\n")).toBe(true);
  });

  it("cuts an endless line, but never a character in two", () => {
    const text = `a${"😀".repeat(300)}`;
    const chunks = [...textChunks(text, 50)];
    expect(chunks.join("")).toBe(text);
    expect(chunks.length).toBeGreaterThan(5);
    // Encoding refuses half a surrogate pair.
    for (const chunk of chunks) expect(() => encodeURIComponent(chunk)).not.toThrow();
  });

  it("gives nothing for nothing", () => {
    expect([...textChunks("")]).toEqual([]);
  });
});

describe("prettyJsonChunks", () => {
  const value = {
    text: 'a "quoted" \\ back\\slash, {braces} [brackets]: é\n',
    empty: {},
    none: [],
    box: [1, -2.5, 3e4, 0],
    blocks: [{ level: 1 }, { hidden: null, bold: true }, "x,y"],
  };

  it("means the same, over pieces", () => {
    const chunks = [...prettyJsonChunks(JSON.stringify(value), 20)];
    expect(chunks.length).toBeGreaterThan(2);
    expect(JSON.parse(chunks.join(""))).toEqual(value);
  });

  it("looks as JSON.stringify makes it, but for boxes of numbers on one line", () => {
    const { box: _, none: __, ...plain } = value;
    expect([...prettyJsonChunks(JSON.stringify(plain))].join("")).toBe(JSON.stringify(plain, null, 2));
    expect([...prettyJsonChunks('{"b":[1,-2.5,0]}')].join("")).toBe('{\n  "b": [1, -2.5, 0]\n}');
  });
});
