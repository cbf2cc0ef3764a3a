/**
 * Pages that stand on their head: noticed by how unsure the recognition is, and turned. Text that runs up or down the page
 * is what Tesseract itself turns, by a quarter in one direction: half a turn more is the other.
 */

import type { GreyPicture, Paragraphs } from "./messages";

/** What is surer than this stands upright: a real scan was at 93, the same on its head at 33. */
const SURE = 65;
/** The other way up must be so much better. */
const BETTER = 15;

/** Recognise a picture; where that gives nonsense, try it on its head. Boxes are as in the picture either way. */
export function readUpright(picture: GreyPicture, read: (picture: GreyPicture) => Paragraphs): Paragraphs {
  const first = read(picture);
  const before = confidenceOf(first);
  if (before === undefined || before >= SURE) return first;
  const second = read(turned(picture));
  const after = confidenceOf(second) ?? 0;
  return after >= SURE && after >= before + BETTER ? turnedBack(second, picture) : first;
}

/** On the average of the letters, 0 to 100; undefined without any. */
export function confidenceOf(paragraphs: Paragraphs): number | undefined {
  let sum = 0;
  let letters = 0;
  for (const word of paragraphs.flat(2)) {
    const [, , , , confidence, text] = word;
    sum += confidence * text.length;
    letters += text.length;
  }
  return letters > 0 ? sum / letters : undefined;
}

/** Turn a picture by half a turn. */
export function turned({ width, height, pixels }: GreyPicture): GreyPicture {
  return { kind: "grey", width, height, pixels: new Uint8Array(pixels.slice(0)).reverse().buffer };
}

/** Move boxes of a picture that was turned to where they are in the one it was made from. */
export function turnedBack(
  paragraphs: Paragraphs,
  { width, height }: { readonly width: number; readonly height: number },
): Paragraphs {
  return paragraphs.map((lines) =>
    lines.map((words) =>
      words.map(([x0, y0, x1, y1, confidence, text]) => [
        width - x1,
        height - y1,
        width - x0,
        height - y0,
        confidence,
        text,
      ]),
    ),
  );
}
