import { expect, it } from "vitest";
import type { Paragraphs } from "./messages";
import { confidenceOf, readUpright, turned } from "./orientation";

const picture = (width: number, ...bytes: number[]) =>
  ({ kind: "grey", width, height: bytes.length / width, pixels: Uint8Array.from(bytes).buffer }) as const;
const bytesOf = ({ pixels }: { pixels: ArrayBuffer }) => [...new Uint8Array(pixels)];
const word = (confidence: number): Paragraphs => [[[[0, 1, 2, 2, confidence, "word"]]]];

it("turns a picture on its head, and leaves the one it was given", () => {
  const original = picture(3, 1, 2, 3, 4, 5, 6);
  const other = turned(original);
  expect([other.width, other.height, bytesOf(other)]).toEqual([3, 2, [6, 5, 4, 3, 2, 1]]);
  expect(bytesOf(original)).toEqual([1, 2, 3, 4, 5, 6]);
});

it("weighs confidence by letters", () => {
  const line: Paragraphs[number][number] = [
    [0, 0, 1, 1, 90, "aaa"],
    [0, 0, 1, 1, 10, "b"],
  ];
  expect(confidenceOf([[line]])).toBe(70);
  expect(confidenceOf([])).toBeUndefined();
});

it("reads a page on its head the other way up, with boxes as in the picture", () => {
  const onItsHead = picture(4, 9, 0, 0, 0, 0, 0, 0, 0);
  const found = readUpright(onItsHead, (one) => word(bytesOf(one)[0] === 9 ? 30 : 90));
  expect(found).toEqual([[[[2, 0, 4, 1, 90, "word"]]]]);
});

it.each([
  ["sure", [90], 1],
  ["no surer the other way up", [40, 50], 2],
  ["a little surer the other way up", [60, 70], 2],
])("leaves a page as it is where it is %s", (_, confidences, times) => {
  const waiting = [...confidences];
  let reads = 0;
  const found = readUpright(picture(2, 0, 0), () => {
    reads += 1;
    return word(waiting.shift() ?? 0);
  });
  expect(found).toEqual(word(confidences[0] ?? 0));
  expect(reads).toBe(times);
});

it("does not turn a page without a letter", () => {
  let reads = 0;
  readUpright(picture(1, 0), () => {
    reads += 1;
    return [];
  });
  expect(reads).toBe(1);
});
