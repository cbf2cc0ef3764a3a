import { expect, it } from "vitest";
import { keptBytes, languagesOf, preferredLanguage, transferBytes } from "./offer";
import { grey, greyFromTiff, scaleFor } from "./picture-file";
import { greymap, paragraphsOf, tiffFrom } from "./tesseract";

const bbox = { x0: 1, y0: 2, x1: 3, y1: 4 };

it("keeps words with their boxes, and drops what is none", () => {
  const word = (text: string) => ({ text, confidence: 91, bbox, symbols: [] });
  const json = JSON.stringify({
    blocks: [
      { paragraphs: [{ lines: [{ words: [word("two"), word("words")] }, { words: [word("  ")] }] }] },
      { paragraphs: [{ lines: [{ words: [word(" ")] }] }] },
      { paragraphs: [{ lines: [{ words: [word("more")] }] }] },
    ],
  });
  expect(paragraphsOf(json)).toEqual([
    [
      [
        [1, 2, 3, 4, 91, "two"],
        [1, 2, 3, 4, 91, "words"],
      ],
    ],
    [[[1, 2, 3, 4, 91, "more"]]],
  ]);
});

it.each(["{}", '{"blocks":[]}', '{"blocks":[{}]}', '{"blocks":[{"paragraphs":[{"lines":[{}]}]}]}'])(
  "finds nothing on an empty page: %s",
  (json) => expect(paragraphsOf(json)).toEqual([]),
);

it("writes a greymap", () => {
  const file = greymap({ width: 2, height: 1, pixels: Uint8Array.of(7, 255).buffer });
  expect(new TextDecoder("latin1").decode(file)).toBe("P5\n2 1\n255\n\x07\xff");
});

it.each([
  ["II*\0", [0, 1, 0, 0]],
  ["MM\0*", [0, 0, 1, 0]],
])("makes another picture of a TIFF file the first: %j", (head, offset) => {
  const file = new TextEncoder().encode(`${head}abcdrest`).buffer;
  const made = tiffFrom(file, 256);
  expect([...made.slice(4, 8)]).toEqual(offset);
  expect(new TextDecoder().decode(made.slice(8))).toBe("rest");
});

it("makes pixels grey", () => {
  const rgba = Uint8ClampedArray.of(255, 255, 255, 255, 0, 0, 0, 255, 255, 0, 0, 255, 9, 9, 9, 0);
  expect([...grey(rgba)]).toEqual([255, 0, 77, 9]);
});

it("enlarges small pictures, and makes huge ones smaller", () => {
  expect(scaleFor(800, 600)).toBe(2);
  expect(scaleFor(1240, 1754)).toBe(2);
  expect(scaleFor(2480, 3508)).toBe(1);
  expect(10_000 * 8000 * scaleFor(10_000, 8000) ** 2).toBeCloseTo(20_000_000);
});

it("does not believe that a picture of another size is what the engine made of a TIFF file", async () => {
  const png = new ArrayBuffer(100);
  new DataView(png).setUint32(16, 100_000);
  new DataView(png).setUint32(20, 100_000);
  const picture = { kind: "tiff", file: png, offset: 8, width: 100, height: 100 } as const;
  await expect(greyFromTiff(png, picture)).rejects.toMatchObject({ code: "worker_crashed" });
  await expect(greyFromTiff(new ArrayBuffer(3), picture)).rejects.toMatchObject({ code: "worker_crashed" });
});

it.each([
  [["de-AT", "en"], "deu"],
  [["pt-BR"], "por"],
  [["ja", "nl"], "nld"],
  [["ja"], "eng"],
  [[], "eng"],
  [["not a tag"], "eng"],
])("begins with the language of the browser: %j", (spoken, expected) => {
  expect(preferredLanguage(["deu", "eng", "nld", "por"], spoken)).toBe(expected);
});

it("begins with the first language where there is no English, and with none where there is none", () => {
  expect(preferredLanguage(["deu", "fra"], ["ja"])).toBe("deu");
  expect(preferredLanguage([], ["de"])).toBeUndefined();
});

it("tells what it costs to load", () => {
  const file = (transfer: number) => ({ path: "p", size: 9, sha256: "0", transfer });
  const recognition = { engine: file(100), languages: { eng: file(20), deu: file(3) } };
  expect(languagesOf(recognition)).toEqual(["eng", "deu"]);
  expect(transferBytes(recognition, ["eng", "deu"])).toBe(123);
  expect(transferBytes(undefined, ["eng"])).toBe(0);
  expect(keptBytes(recognition)).toBe(27);
  expect(keptBytes(undefined)).toBe(0);
});
