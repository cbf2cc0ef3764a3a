/** A limit on time that only counts while the computer and the page are awake. */

/** A limit is waited for in so many parts: what is lost to a sleep is one of them at most. */
const PARTS = 4;
/** How many times its length a part may take before it counts as slept through. */
const LATE = 1.5;

/**
 * Calls `onOver` once, when so many milliseconds went by since `begin`.
 *
 * Where a computer slept, or the browser held the page's timers back, a part of the wait ends much later than it was
 * due; the clock alone does not tell how long anyone could work in it, so it is waited for again. Timers that are late
 * time after time are slow for another reason (a page in the background), and count.
 */
export class Patience {
  readonly #part: number;
  readonly #onOver: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #left = PARTS;
  #since = 0;
  #wasLate = false;

  /** Of a limit that is none (0, or longer than a timer can be) nothing is ever over. */
  constructor(milliseconds: number, onOver: () => void) {
    this.#part = milliseconds > 0 && milliseconds < 2 ** 31 ? milliseconds / PARTS : 0;
    this.#onOver = onOver;
  }

  /** Start to wait, or start anew. */
  begin(): void {
    if (this.#part === 0) return;
    this.#left = PARTS;
    this.#wasLate = false;
    this.#since = performance.now();
    if (this.#timer === undefined) this.#wait(this.#part);
  }

  /** What moved begins the wait anew, if there is one. */
  moved(): void {
    if (this.#timer !== undefined) this.begin();
  }

  /** Stop to wait. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #wait(milliseconds: number): void {
    this.#timer = setTimeout(() => this.#onPart(), milliseconds);
  }

  #onPart(): void {
    const now = performance.now();
    const took = now - this.#since;
    if (took < this.#part) {
      // Begun anew meanwhile: cheaper than another timer for each sign of life.
      this.#wait(this.#part - took);
      return;
    }
    const isLate = took > this.#part * LATE;
    if (!isLate || this.#wasLate) this.#left -= 1;
    this.#wasLate = isLate;
    this.#since = now;
    if (this.#left > 0) {
      this.#wait(this.#part);
      return;
    }
    this.#timer = undefined;
    this.#onOver();
  }
}
