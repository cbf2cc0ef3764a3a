/** Pictures of pages, drawn on this device in a worker of their own: the one of the review never sees a file. */

import { browserErrors } from "./errors";
import type { WorkerSession } from "./worker-session";

/** A worker that drew nothing for so long in ms is ended, and its memory free. */
const IDLE_MS = 60_000;
/** No answer may make the page hold more pixels than this; the worker draws fewer. */
const MOST_PIXELS = 8_000_000;

export class PageImages {
  readonly #newSession: () => WorkerSession;
  #session: WorkerSession | undefined;
  #tail: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #idle: ReturnType<typeof setTimeout> | undefined;

  constructor(newSession: () => WorkerSession) {
    this.#newSession = newSession;
  }

  /** Draw a page, after those that were asked for before. */
  draw(file: Blob, page: number, width: number): Promise<ImageData> {
    clearTimeout(this.#idle);
    this.#waiting += 1;
    const drawing = this.#tail.then(() => this.#draw(file, page, width));
    this.#tail = drawing
      .catch(() => {})
      .then(() => {
        this.#waiting -= 1;
        if (this.#waiting === 0) this.#idle = setTimeout(() => this.dispose(), IDLE_MS);
      });
    return drawing;
  }

  dispose(): void {
    clearTimeout(this.#idle);
    this.#session?.end(browserErrors.disposed());
    this.#session = undefined;
  }

  async #draw(file: Blob, page: number, width: number): Promise<ImageData> {
    if (!this.#session || this.#session.hasEnded) this.#session = this.#newSession();
    await this.#session.ready;
    const request = { type: "review_image", page, width: Math.round(width) } as const;
    const answer = await this.#session.review(request, "review_image", file, () => {});
    const pixels = await inflated(answer.pixels, 4 * answer.width * answer.height);
    return new ImageData(pixels, answer.width, answer.height);
  }
}

/** Exactly so many bytes, or none at all: what a worker sends is not believed. */
export async function inflated(text: string, size: number): Promise<Uint8ClampedArray<ArrayBuffer>> {
  if (!Number.isInteger(size) || size <= 0 || size > 4 * MOST_PIXELS) throw browserErrors.crashed();
  const packed = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate")).getReader();
  const pixels = new Uint8ClampedArray(size);
  let filled = 0;
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    if (filled + read.value.length > size) {
      await reader.cancel();
      throw browserErrors.crashed();
    }
    pixels.set(read.value, filled);
    filled += read.value.length;
  }
  if (filled !== size) throw browserErrors.crashed();
  return pixels;
}
