/** Page after page through a recognising worker, which is replaced where a page is too much for it. */

import { browserErrors, DocumentError } from "../errors";
import type { RecognisedPage } from "../protocol";
import type { DrawnPage, PageSource } from "./page-source";
import { greyFromTiff } from "./picture-file";
import { Recogniser, type RecogniserWorker } from "./recogniser";
import type { RecogniserFiles } from "./supply";

export interface ReadPagesOptions {
  readonly files: RecogniserFiles;
  readonly spawn: () => RecogniserWorker;
  readonly pageTimeout: number;
  /** Told of pages, those under way as fractions. */
  readonly onProgress: (done: number, total: number) => void;
  readonly onPage: (page: RecognisedPage) => void;
  /** Pages that need not be read again. */
  readonly readBefore: readonly RecognisedPage[];
  readonly signal: AbortSignal;
}

/** A worker whose memory grew beyond this is replaced before the next page. */
const MOST_HEAP_BYTES = 2 ** 30;
/** What a page may fail by without taking the others with it. */
const OF_ONE_PAGE: ReadonlySet<string> = new Set([
  "timeout",
  "stalled",
  "worker_crashed",
  "corrupt",
  "unsupported_format",
  "limit_exceeded",
]);

/**
 * Recognise these pages, in this order.
 *
 * @throws DocumentError where not a single page could be recognised, or all had to stop.
 */
export async function readPages(
  numbers: readonly number[],
  source: PageSource,
  options: ReadPagesOptions,
): Promise<RecognisedPage[]> {
  const reading = new Reading(options);
  const before = new Map(options.readBefore.map((page) => [page.number, page]));
  const waiting = numbers.filter((number) => !before.has(number));
  const pages: RecognisedPage[] = numbers.flatMap((number) => before.get(number) ?? []);
  const done = pages.length;
  let failure: DocumentError | undefined;
  const onAbort = () => reading.end();
  options.signal.addEventListener("abort", onAbort, { once: true });
  try {
    let next = drawAhead(source, waiting[0]);
    for (const [place, number] of waiting.entries()) {
      const index = done + place;
      options.onProgress(index, numbers.length);
      const drawing = next;
      try {
        const drawn = await drawing;
        // The next one is drawn while this one is recognised.
        next = drawAhead(source, waiting[place + 1]);
        const onPercent = (percent: number) =>
          options.onProgress(index + Math.min(percent, 99) / 100, numbers.length);
        const page = await reading.read(number, drawn, onPercent);
        pages.push(page);
        options.onPage(page);
      } catch (error) {
        if (options.signal.aborted || !(error instanceof DocumentError) || !OF_ONE_PAGE.has(error.code))
          throw error;
        failure ??= error;
        pages.push({ number, width: 0, height: 0, failed: true });
        if (next === drawing) next = drawAhead(source, waiting[place + 1]);
      }
    }
    if (failure && pages.every((page) => page.failed)) throw failure;
    options.onProgress(numbers.length, numbers.length);
    return pages;
  } finally {
    options.signal.removeEventListener("abort", onAbort);
    reading.end();
  }
}

function drawAhead(source: PageSource, number: number | undefined): Promise<DrawnPage> {
  const drawing = number === undefined ? Promise.reject<DrawnPage>(browserErrors.disposed()) : source(number);
  // Nobody may come to wait for it.
  drawing.catch(() => {});
  return drawing;
}

class Reading {
  readonly #options: ReadPagesOptions;
  #recogniser: Recogniser | undefined;

  constructor(options: ReadPagesOptions) {
    this.#options = options;
  }

  async read(
    number: number,
    { picture }: DrawnPage,
    onPercent: (percent: number) => void,
  ): Promise<RecognisedPage> {
    const recogniser = await this.#started();
    const { pageTimeout } = this.#options;
    const grey =
      picture.kind === "grey"
        ? picture
        : await greyFromTiff(await recogniser.decode(picture, pageTimeout), picture);
    const { width, height } = grey;
    const paragraphs = await recogniser.read(grey, pageTimeout, onPercent);
    if (recogniser.heapBytes > MOST_HEAP_BYTES) this.end();
    return { number, width, height, paragraphs };
  }

  end(): void {
    this.#recogniser?.end(browserErrors.disposed());
  }

  async #started(): Promise<Recogniser> {
    if (!this.#recogniser || this.#recogniser.hasEnded) {
      const { engine, languages } = this.#options.files;
      this.#recogniser = new Recogniser(this.#options.spawn);
      // Copies, since they are given away and another worker may have to be started.
      await this.#recogniser.start(
        engine,
        languages.map(({ language, data }) => ({ language, data: data.slice(0) })),
      );
    }
    return this.#recogniser;
  }
}
