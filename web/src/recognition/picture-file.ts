/** A picture file as the grey pixels that recognition takes; the browser decodes it, off the main thread. */

import { browserErrors } from "../errors";
import type { GreyPicture, TiffPicture } from "./messages";
import { undecodable } from "./recogniser";

/** As many as a page of A3 has at 300 dots to the inch, and some. Larger pictures are made smaller. */
const MOST_PIXELS = 20_000_000;
/** Letters of a picture this small, a page at 150 dots to the inch, have too few pixels; it is enlarged. */
const SMALL_SIDE = 2000;
const ENLARGED = 2;

/**
 * Decode a picture upright, on white where it is transparent.
 *
 * @throws DocumentError where the browser cannot.
 */
export async function greyPicture(file: Blob): Promise<GreyPicture> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch (error) {
    throw undecodable(error);
  }
  try {
    const scale = scaleFor(bitmap.width, bitmap.height);
    const width = Math.max(Math.round(bitmap.width * scale), 1);
    const height = Math.max(Math.round(bitmap.height * scale), 1);
    const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
    if (!context) throw undecodable();
    context.fillStyle = "#fff";
    context.fillRect(0, 0, width, height);
    context.imageSmoothingQuality = "high";
    context.drawImage(bitmap, 0, 0, width, height);
    const { data } = context.getImageData(0, 0, width, height);
    return { kind: "grey", width, height, pixels: grey(data).buffer };
  } finally {
    bitmap.close();
  }
}

/**
 * Decode what the engine has made of a picture of a TIFF file.
 *
 * @throws DocumentError where it is not that picture: the engine may have been taken over.
 */
export async function greyFromTiff(png: ArrayBuffer, { width, height }: TiffPicture): Promise<GreyPicture> {
  const header = new DataView(png);
  // ISO 15948, 11.2.2: size stands right behind the signature.
  const isIt = png.byteLength > 33 && header.getUint32(16) === width && header.getUint32(20) === height;
  if (!isIt) throw browserErrors.crashed();
  return greyPicture(new Blob([png], { type: "image/png" }));
}

export function scaleFor(width: number, height: number): number {
  const pixels = width * height;
  if (pixels > MOST_PIXELS) return Math.sqrt(MOST_PIXELS / pixels);
  return Math.max(width, height) < SMALL_SIDE ? ENLARGED : 1;
}

/** Luma as in ITU-R BT.601, in whole numbers. */
export function grey(rgba: Uint8ClampedArray): Uint8Array<ArrayBuffer> {
  const pixels = new Uint8Array(rgba.length / 4);
  for (let from = 0, to = 0; to < pixels.length; from += 4, to += 1) {
    const [red = 0, green = 0, blue = 0] = [rgba[from], rgba[from + 1], rgba[from + 2]];
    pixels[to] = (77 * red + 150 * green + 29 * blue + 128) >> 8;
  }
  return pixels;
}
