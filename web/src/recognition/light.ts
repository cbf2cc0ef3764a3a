/**
 * Uneven light, as on photographed pages: darker towards a corner, or under the shadow of a hand. Tesseract tells ink from
 * paper by one level of grey for the whole page, and then takes the dark part for ink: of such pages it finds a third.
 */

import type { GreyPicture } from "./messages";

/** Cells along the longer side of the picture; each is higher than a line of text. */
const CELLS = 40;
/** At least so many of the pixels of a cell are paper. */
const PAPER_SHARE = 0.2;
/** Where the darkest paper is lighter than this part of the lightest, light is even enough. */
const EVEN = 0.8;
/** Paper is no darker than this part of the lightest: what is, is a picture, or white on black. */
const DARKEST = 0.25;

/** How light paper is over a picture, in cells. */
interface Light {
  readonly cell: number;
  readonly across: number;
  readonly down: number;
  readonly levels: Float32Array;
}

/** A picture with light as even as its lightest part has it; itself where it is even. */
export function evenlyLit(picture: GreyPicture): GreyPicture {
  const light = smooth(lightOf(picture));
  const sorted = Float32Array.from(light.levels).sort();
  const darkest = sorted[Math.floor(sorted.length * 0.05)] ?? 0;
  const lightest = sorted[Math.floor(sorted.length * 0.95)] ?? 0;
  if (lightest === 0 || darkest >= EVEN * lightest) return picture;
  return divided(picture, light, lightest);
}

/** The level of grey that most pixels of each cell are darker than. */
function lightOf({ width, height, pixels }: GreyPicture): Light {
  const source = new Uint8Array(pixels);
  const cell = Math.max(Math.ceil(Math.max(width, height) / CELLS), 8);
  const across = Math.ceil(width / cell);
  const down = Math.ceil(height / cell);
  const levels = new Float32Array(across * down);
  const counts = new Uint32Array(256);
  for (let at = 0; at < levels.length; at += 1) {
    counts.fill(0);
    const left = (at % across) * cell;
    const top = Math.floor(at / across) * cell;
    let seen = 0;
    for (let y = top; y < Math.min(top + cell, height); y += 2) {
      const end = y * width + Math.min(left + cell, width);
      for (let from = y * width + left; from < end; from += 2) {
        const value = source[from] ?? 0;
        counts[value] = (counts[value] ?? 0) + 1;
        seen += 1;
      }
    }
    let level = 255;
    for (let lighter = counts[255] ?? 0; level > 0 && lighter < seen * PAPER_SHARE; level -= 1) {
      lighter += counts[level - 1] ?? 0;
    }
    levels[at] = level;
  }
  return { cell, across, down, levels };
}

/** Without dark spots of one or two cells, which are ink, and without steps. */
function smooth({ levels, ...light }: Light): Light {
  const lightest = (values: readonly number[]) => Math.max(...values);
  const darkest = (values: readonly number[]) => Math.min(...values);
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const steps = [lightest, darkest, mean];
  return steps.reduce((before, step) => around(before, step), { levels, ...light });
}

/** Each cell as what is made of it and those that touch it. */
function around({ levels, ...light }: Light, make: (values: readonly number[]) => number): Light {
  const { across, down } = light;
  const made = levels.map((_, at) => {
    const [column, row] = [at % across, Math.floor(at / across)];
    const values: number[] = [];
    for (let y = Math.max(row - 1, 0); y <= Math.min(row + 1, down - 1); y += 1) {
      for (let x = Math.max(column - 1, 0); x <= Math.min(column + 1, across - 1); x += 1) {
        values.push(levels[y * across + x] ?? 0);
      }
    }
    return make(values);
  });
  return { levels: made, ...light };
}

/** The picture divided by its light, which goes over evenly from the middle of one cell to that of the next. */
function divided({ width, height, pixels }: GreyPicture, light: Light, lightest: number): GreyPicture {
  const { cell, across, down, levels } = light;
  const source = new Uint8Array(pixels);
  const result = new Uint8ClampedArray(source.length);
  const place = (at: number, most: number) => Math.min(Math.max((at + 0.5) / cell - 0.5, 0), most - 1);
  for (let y = 0; y < height; y += 1) {
    const row = place(y, down);
    const upper = Math.floor(row) * across;
    const lower = Math.min(Math.floor(row) + 1, down - 1) * across;
    const line = Float32Array.from({ length: across }, (_, column) => {
      const above = levels[upper + column] ?? 0;
      const level = above + ((levels[lower + column] ?? 0) - above) * (row % 1);
      return lightest / Math.max(level, DARKEST * lightest);
    });
    for (let x = 0, at = y * width; x < width; x += 1, at += 1) {
      const column = place(x, across);
      const left = Math.floor(column);
      const factor = line[left] ?? 1;
      const gain = factor + ((line[left + 1] ?? factor) - factor) * (column - left);
      result[at] = (source[at] ?? 0) * gain;
    }
  }
  return { kind: "grey", width, height, pixels: result.buffer };
}
