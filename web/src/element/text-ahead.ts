/** The text of a file that is still being read, as far as it goes. */

import type { PageText } from "../protocol";

export class TextAhead {
  /** In order; together the text so far. */
  readonly pieces: string[] = [];

  get isEmpty(): boolean {
    return this.pieces.length === 0;
  }

  /** Whether nothing came after what came first. */
  get isFirst(): boolean {
    return this.pieces.length === 1;
  }

  add(pages: readonly PageText[]): void {
    const texts = pages.filter(({ text }) => text !== "").map(({ text }) => `${text}\n`);
    if (texts.length > 0) this.pieces.push(texts.join(""));
  }
}
