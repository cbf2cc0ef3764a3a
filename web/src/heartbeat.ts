/** Tells that Python computes, which no timer can: none runs in a worker before Python returns. */

/** Milliseconds between two beats: far more often than anyone waits, far too seldom to cost anything. */
const EVERY_MS = 1000;

/**
 * Steps of Python's loops and calls from one look to the next. Python's own fifty are for who wants to interrupt it, and
 * cost up to a tenth of its time.
 */
const STEPS = 1000;

/**
 * What Pyodide takes for a buffer of signals: while Python runs code of its own, it looks into the first element every so
 * many steps. There is never a signal in it. Where a library computes (pdfium, lxml), Python looks into nothing until that
 * returns.
 */
export class Heartbeat {
  readonly #beat: () => void;
  readonly #lookAfter: (steps: number) => void;
  #nextAt = 0;

  /** `lookAfter` sets how many steps it is to the next look. */
  constructor(beat: () => void, lookAfter: (steps: number) => void) {
    this.#beat = beat;
    this.#lookAfter = lookAfter;
  }

  get 0(): number {
    this.#lookAfter(STEPS);
    const now = performance.now();
    if (now >= this.#nextAt) {
      this.#nextAt = now + EVERY_MS;
      this.#beat();
    }
    return 0;
  }

  /** Python takes the signal away that it has read. */
  set 0(_: number) {}
}
