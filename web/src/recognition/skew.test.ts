import { expect, it } from "vitest";
import { readPicture } from "./prepare";
import { askewAgain, skewOf, straightened } from "./skew";

const WIDTH = 800;
const HEIGHT = 1000;

/** A grey page of lines of words, drawn as blocks of ink, turned clockwise about its middle. */
function page(degrees: number, { columns = false, ground = 230, ink = 40 } = {}) {
  const pixels = new Uint8Array(WIDTH * HEIGHT).fill(ground);
  const radians = (degrees * Math.PI) / 180;
  for (let row = 0; row < HEIGHT; row += 1) {
    for (let column = 0; column < WIDTH; column += 1) {
      const [x, y] = [column - WIDTH / 2, row - HEIGHT / 2];
      const across = x * Math.cos(radians) + y * Math.sin(radians);
      const down = y * Math.cos(radians) - x * Math.sin(radians);
      const [along, over] = columns ? [down, across] : [across, down];
      const isInside = Math.abs(along) < 300 && Math.abs(over) < 300;
      const line = Math.floor(over / 24);
      const isWord = (((over % 24) + 24) % 24 < 10 && (along + line * 37 + 3000) % 90 < 70) || false;
      if (isInside && isWord) pixels[row * WIDTH + column] = ink;
    }
  }
  return { kind: "grey", width: WIDTH, height: HEIGHT, pixels: pixels.buffer } as const;
}

it.each([-6, -2, 1, 3, 7.5])("tells that a page is turned by %d degrees", (degrees) => {
  expect(skewOf(page(degrees))).toBeCloseTo(degrees, 0.5);
  expect(skewOf(page(degrees, { columns: true }))).toBeCloseTo(degrees, 0.5);
  expect(skewOf(page(degrees, { ground: 150, ink: 120 }))).toBeCloseTo(degrees, 0.5);
});

it("leaves a straight page, and one without lines, as it is", () => {
  expect(skewOf(page(0))).toBe(0);
  const blank = { kind: "grey", width: 900, height: 700, pixels: new ArrayBuffer(630_000) } as const;
  expect(skewOf(blank)).toBe(0);
  let seed = 7;
  const noise = Uint8Array.from({ length: 630_000 }, () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return seed >> 16;
  });
  expect(skewOf({ ...blank, pixels: noise.buffer })).toBe(0);
  expect(skewOf({ kind: "grey", width: 1, height: 1, pixels: new ArrayBuffer(1) })).toBe(0);
});

it("turns a page back, on its own ground", () => {
  const straight = straightened(page(4), 4);
  expect(straight.width).toBeGreaterThan(WIDTH);
  expect(skewOf(straight)).toBe(0);
  expect(new Uint8Array(straight.pixels)[0]).toBe(230);
});

it("reads a page straightened, with boxes as in the picture", () => {
  const askew = page(5);
  let width = 0;
  const found = readPicture(askew, (picture) => {
    width = picture.width;
    // In the middle of the picture, and 200 pixels to its right.
    const [x, y] = [picture.width / 2, picture.height / 2];
    return [
      [
        [
          [x - 10, y - 5, x + 10, y + 5, 90, "middle"],
          [x + 190, y - 5, x + 210, y + 5, 90, "right"],
        ],
      ],
    ];
  });
  expect(width).toBeGreaterThan(WIDTH);
  const [middle, right] = found[0]?.[0] ?? [];
  expect(middle?.slice(0, 4)).toEqual([390, 495, 410, 505]);
  // Down to the right: 200 times the sine of five degrees.
  expect(right?.[1]).toBeCloseTo(495 + 17.4, -1);
  expect(right?.[0]).toBeCloseTo(390 + 199.2, -1);
});

it("keeps boxes within the picture", () => {
  const box = [[[[0, 0, 50, 20, 90, "corner"]]]] as [number, number, number, number, number, string][][][];
  const [x0 = -1, y0 = -1] =
    askewAgain(box, { width: 300, height: 300 }, { width: 200, height: 200 }, 5)[0]?.[0]?.[0] ?? [];
  expect(x0).toBeGreaterThanOrEqual(0);
  expect(y0).toBeGreaterThanOrEqual(0);
});
