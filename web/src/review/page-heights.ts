/** How tall each page is in a list of many: guessed from its length until it was laid out once. */

/** Rows by index; positions in pixels from the top of the list. */
export class PageHeights {
  readonly #heights: Float64Array;
  /** Tops of rows up to `#known`; computed as far as they are asked for. */
  readonly #tops: Float64Array;
  #known = 0;

  constructor(guesses: readonly number[]) {
    this.#heights = Float64Array.from(guesses);
    this.#tops = new Float64Array(guesses.length + 1);
  }

  get count(): number {
    return this.#heights.length;
  }

  get total(): number {
    return this.top(this.count);
  }

  /** Where a row begins; `top(count)` is where the last one ends. */
  top(index: number): number {
    for (; this.#known < index; this.#known += 1) {
      this.#tops[this.#known + 1] = (this.#tops[this.#known] ?? 0) + (this.#heights[this.#known] ?? 0);
    }
    return this.#tops[index] ?? 0;
  }

  height(index: number): number {
    return this.#heights[index] ?? 0;
  }

  /** Set what was measured; false where it was that already. */
  measured(index: number, height: number): boolean {
    if (Math.abs(this.height(index) - height) < 0.5) return false;
    this.#heights[index] = height;
    this.#known = Math.min(this.#known, index);
    return true;
  }

  /** The row at a position; the last one for any beyond the end. */
  at(position: number): number {
    this.top(this.count);
    let low = 0;
    let high = Math.max(this.count - 1, 0);
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#tops[middle] ?? 0) <= position) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
