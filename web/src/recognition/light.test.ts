import { expect, it } from "vitest";
import { evenlyLit } from "./light";
import { readPicture } from "./prepare";

const WIDTH = 800;
const HEIGHT = 1000;
const [INK, PAPER] = [30, 240];

/** A grey page with lines of words, lit as said; what is dark stands in its middle. */
function page(
  light: (x: number, y: number) => number,
  dark: { half: number; level: number } | undefined = undefined,
) {
  const pixels = new Uint8Array(WIDTH * HEIGHT);
  for (let y = 0; y < HEIGHT; y += 1) {
    for (let x = 0; x < WIDTH; x += 1) {
      const isDark = dark && Math.max(Math.abs(x - WIDTH / 2), Math.abs(y - HEIGHT / 2)) < dark.half;
      const isText = x > 60 && x < 740 && y > 60 && y < 940;
      const value = isDark ? dark.level : isText && isInk(x, y) ? INK : PAPER;
      pixels[y * WIDTH + x] = value * light(x, y);
    }
  }
  return { kind: "grey", width: WIDTH, height: HEIGHT, pixels: pixels.buffer } as const;
}

/** A third of each word, as strokes. */
function isInk(x: number, y: number): boolean {
  return y % 24 < 10 && x % 90 < 70 && x % 6 < 2;
}

const values = ({ pixels }: { pixels: ArrayBuffer }) => new Uint8Array(pixels);
const at = (picture: { pixels: ArrayBuffer }, x: number, y: number) => values(picture)[y * WIDTH + x] ?? -1;

it("leaves a page that is evenly lit as it is, however dark, and however dark its pictures", () => {
  for (const even of [page(() => 1), page(() => 0.4), page(() => 1, { half: 60, level: 20 })]) {
    expect(evenlyLit(even)).toBe(even);
  }
  const blank = { kind: "grey", width: 1, height: 1, pixels: new ArrayBuffer(1) } as const;
  expect(evenlyLit(blank)).toBe(blank);
});

it.each([
  ["a corner far from the lamp", (x: number, y: number) => 1 - 0.6 * (x / WIDTH) * (y / HEIGHT)],
  ["the shadow of a hand", (x: number, y: number) => 0.5 + 0.5 / (1 + Math.exp((x + y - 1100) / 40))],
])("makes paper and ink the same in %s as elsewhere", (_, light) => {
  const dim = page(light);
  const lit = evenlyLit(dim);
  let wrong = 0;
  for (let y = 60; y < 940; y += 1) {
    for (let x = 60; x < 740; x += 1) {
      const wanted = isInk(x, y) ? INK : PAPER;
      if (Math.abs(at(lit, x, y) - wanted) > 45) wrong += 1;
    }
  }
  expect(at(dim, 738, 938)).toBeLessThan(140);
  expect(wrong / (680 * 880)).toBeLessThan(0.02);
});

it("does not turn what is black into paper, so that white letters on it stay", () => {
  const dim = page((x) => 1 - 0.5 * (x / WIDTH), { half: 150, level: 15 });
  expect(at(evenlyLit(dim), WIDTH / 2, HEIGHT / 2)).toBeLessThan(90);
});

it("hands the lit page to the engine", () => {
  let seen: ArrayBuffer | undefined;
  const dim = page((x) => 1 - 0.6 * (x / WIDTH));
  readPicture(dim, ({ pixels }) => {
    seen = pixels;
    return [];
  });
  expect(at({ pixels: seen ?? new ArrayBuffer(0) }, 790, 20)).toBeGreaterThan(200);
});
