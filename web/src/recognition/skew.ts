/**
 * Pages that lie askew, as hands and feeders leave them: by how much, and turned back. On a page that is two or three
 * degrees off Tesseract finds half of the lines, or none.
 */

import type { GreyPicture, Paragraphs } from "./messages";

/** Degrees, either way. More is no accident. */
const MOST_DEGREES = 8;
/** With less than this Tesseract copes. */
const FEWEST_DEGREES = 0.25;
/** The longer side of the picture that is measured. */
const MEASURED_SIDE = 1000;
/** How much more than at an average angle lines stand out at their own. */
const CLEAR = 1.15;
/** Fewer edges are no text. */
const FEWEST_EDGES = 500;

/** Where the lower edges of letters are, or their left ones for lines that run up or down the page: x, y, x, y. */
type Edges = readonly number[];

/** By how many degrees a page is turned clockwise; 0 where it is straight, or shows no lines. */
export function skewOf(picture: GreyPicture): number {
  const small = smaller(picture);
  const along = [edges(small, small.width, 1), edges(small, 1, small.width)];
  let best = { clarity: CLEAR, angle: 0, side: 0 };
  for (const [side, found] of along.entries()) {
    if (found.length < 2 * FEWEST_EDGES) continue;
    const scores = angles(0, MOST_DEGREES, 0.5).map((angle) => ({
      angle,
      score: sharpness(found, angle, side),
    }));
    const top = scores.reduce((a, b) => (b.score > a.score ? b : a));
    const clarity = (top.score * scores.length) / scores.reduce((sum, { score }) => sum + score, 0);
    if (clarity > best.clarity) best = { clarity, angle: top.angle, side };
  }
  const found = along[best.side] ?? [];
  if (best.clarity === CLEAR) return 0;
  const near = angles(best.angle, 0.5, 0.05).map((angle) => ({
    angle,
    score: sharpness(found, angle, best.side),
  }));
  const { angle } = near.reduce((a, b) => (b.score > a.score ? b : a));
  return Math.abs(angle) < FEWEST_DEGREES ? 0 : angle;
}

function angles(middle: number, around: number, step: number): number[] {
  const steps = Math.round(around / step);
  return Array.from({ length: 2 * steps + 1 }, (_, index) => middle + (index - steps) * step);
}

/** The sum of squares of how many edges lie on each line of this angle: highest where lines of text do. */
function sharpness(points: Edges, angle: number, side: number): number {
  const slope = Math.tan((angle * Math.PI) / 180);
  const counts = new Uint32Array(4 * MEASURED_SIDE);
  for (let at = 0; at < points.length; at += 2) {
    const x = points[at] ?? 0;
    const y = points[at + 1] ?? 0;
    const line = Math.round(side === 0 ? y - x * slope : x + y * slope) + MEASURED_SIDE;
    counts[line] = (counts[line] ?? 0) + 1;
  }
  let sum = 0;
  for (const count of counts) sum += count * count;
  return sum;
}

/** Means of squares of pixels, so that the longer side is about `MEASURED_SIDE`. */
function smaller({ width, height, pixels }: GreyPicture): {
  width: number;
  height: number;
  values: Uint8Array;
} {
  const source = new Uint8Array(pixels);
  const step = Math.max(Math.ceil(Math.max(width, height) / MEASURED_SIDE), 1);
  const across = Math.floor(width / step);
  const down = Math.floor(height / step);
  const values = new Uint8Array(across * down);
  for (let row = 0; row < down; row += 1) {
    for (let column = 0; column < across; column += 1) {
      let sum = 0;
      for (let y = row * step; y < (row + 1) * step; y += 1) {
        const begin = y * width + column * step;
        for (let x = begin; x < begin + step; x += 1) sum += source[x] ?? 0;
      }
      values[row * across + column] = sum / (step * step);
    }
  }
  return { width: across, height: down, values };
}

/** Points from which it becomes much lighter to the next one, which is `next` behind, and `other` beside it. */
function edges({ width, values }: { width: number; values: Uint8Array }, next: number, other: number): Edges {
  const rises = new Uint32Array(256);
  const end = values.length - Math.max(next, other);
  for (let at = 0; at < end; at += 1) {
    const rise = Math.max((values[at + next] ?? 0) - (values[at] ?? 0), 0);
    rises[rise] = (rises[rise] ?? 0) + 1;
  }
  // Steep is what is nearly as steep as the steepest of them.
  let steepest = 255;
  for (let seen = 0; steepest > 0 && seen < end / 500; steepest -= 1) seen += rises[steepest] ?? 0;
  const steep = Math.max(steepest / 3, 6);
  const points: number[] = [];
  for (let at = 0; at < end; at += 1) {
    if ((values[at + next] ?? 0) - (values[at] ?? 0) >= steep)
      points.push(at % width, Math.floor(at / width));
  }
  return points;
}

/** A picture turned back by so many degrees, on a ground of its own colour; larger, so that no corner is lost. */
export function straightened(picture: GreyPicture, angle: number): GreyPicture {
  const { width, height } = picture;
  const source = new Uint8Array(picture.pixels);
  const [cos, sin] = turn(angle);
  const across = Math.ceil(width * cos + height * Math.abs(sin));
  const down = Math.ceil(width * Math.abs(sin) + height * cos);
  const pixels = new Uint8Array(across * down).fill(ground(source));
  for (let row = 0; row < down; row += 1) {
    const y = row - (down - 1) / 2;
    for (let column = 0; column < across; column += 1) {
      const x = column - (across - 1) / 2;
      const fromX = x * cos - y * sin + (width - 1) / 2;
      const fromY = x * sin + y * cos + (height - 1) / 2;
      const left = Math.floor(fromX);
      const top = Math.floor(fromY);
      if (left < 0 || top < 0 || left >= width - 1 || top >= height - 1) continue;
      const at = top * width + left;
      const right = fromX - left;
      const below = fromY - top;
      const upper = (source[at] ?? 0) * (1 - right) + (source[at + 1] ?? 0) * right;
      const lower = (source[at + width] ?? 0) * (1 - right) + (source[at + width + 1] ?? 0) * right;
      pixels[row * across + column] = upper * (1 - below) + lower * below;
    }
  }
  return { kind: "grey", width: across, height: down, pixels: pixels.buffer };
}

/** Move boxes of a straightened picture to where they are in the one it was made from; they keep their size. */
export function askewAgain(
  paragraphs: Paragraphs,
  straight: { readonly width: number; readonly height: number },
  { width, height }: { readonly width: number; readonly height: number },
  angle: number,
): Paragraphs {
  const [cos, sin] = turn(angle);
  return paragraphs.map((lines) =>
    lines.map((words) =>
      words.map(([x0, y0, x1, y1, confidence, text]) => {
        const x = (x0 + x1 - straight.width) / 2;
        const y = (y0 + y1 - straight.height) / 2;
        const middleX = x * cos - y * sin + width / 2;
        const middleY = x * sin + y * cos + height / 2;
        const [halfWidth, halfHeight] = [(x1 - x0) / 2, (y1 - y0) / 2];
        return [
          Math.max(Math.round(middleX - halfWidth), 0),
          Math.max(Math.round(middleY - halfHeight), 0),
          Math.min(Math.round(middleX + halfWidth), width),
          Math.min(Math.round(middleY + halfHeight), height),
          confidence,
          text,
        ];
      }),
    ),
  );
}

function turn(degrees: number): [cos: number, sin: number] {
  const radians = (degrees * Math.PI) / 180;
  return [Math.cos(radians), Math.sin(radians)];
}

/** The commonest of the lighter values. */
function ground(pixels: Uint8Array): number {
  const counts = new Uint32Array(256);
  for (let at = 0; at < pixels.length; at += 7) {
    const value = pixels[at] ?? 0;
    counts[value] = (counts[value] ?? 0) + 1;
  }
  let best = 255;
  for (let value = 255; value > 100; value -= 1) {
    if ((counts[value] ?? 0) > (counts[best] ?? 0)) best = value;
  }
  return best;
}
