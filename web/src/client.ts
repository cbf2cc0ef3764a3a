/** The client: a queue of files over a pool of workers that are started late, kept warm and replaced when in doubt. */

import { AssetSupply, fetchAhead, type Supply } from "./asset-supply";
import {
  type ClientOptions,
  DEFAULTS,
  type LoadProgress,
  type ParseOptions,
  toParseProgress,
} from "./client-options";
import { browserErrors, type DocumentError } from "./errors";
import { PageImages } from "./page-images";
import { callSafely, type FileSource, ParseJob } from "./parse-job";
import type { DefaultOutput, ParsedDocument } from "./parsed-document";
import { BUILD_FORMATS, type FormatInfo, type Output, type Progress, type ResourceEntry } from "./protocol";
import { languagesOf, preferredLanguage, RECOGNITION, transferBytes } from "./recognition/offer";
import type { RecogniseOptions } from "./recognition/recognise";
import { Review, type ReviewOptions, type ReviewSource } from "./review";
import type { RuntimeDescription } from "./runtime-description";
import { type WorkerLike, WorkerSession } from "./worker-session";
import { siteUrl, spawnRecogniser, spawnWorker } from "./worker-url";

declare const __DOCSIEVE_RUNTIME__: RuntimeDescription;

/** What a site can recognise, and what it costs to load. */
export interface RecognitionOffer {
  /** ISO 639-2 codes ("eng"); none where the site was built without recognition. */
  readonly languages: readonly string[];
  /** Bytes to load for these languages and the engine, about, where the server compresses. */
  transferBytes(languages: readonly string[]): number;
}

/** A place in the pool: one worker at a time, replaced as often as needed. */
interface Lane {
  session: WorkerSession | undefined;
  job: ParseJob | undefined;
  isBusy: boolean;
}

export class DocumentClient {
  readonly #options: ClientOptions;
  readonly #spawn: () => WorkerLike;
  readonly #supply: Supply;
  readonly #queue: ParseJob[] = [];
  readonly #lanes: Lane[];
  readonly #first: Lane;
  readonly #preload: Set<string>;
  readonly #reviews = new Set<Review>();
  /** Ends what is being recognised. */
  readonly #disposing = new AbortController();
  readonly #images = new PageImages(() => this.#newSession([], () => {}));
  #formats: readonly FormatInfo[] = BUILD_FORMATS;
  #isDisposed = false;

  constructor(
    options: ClientOptions = {},
    spawn: () => WorkerLike = () => spawnWorker(options.baseUrl),
    supply: Supply = new AssetSupply(siteUrl(options.baseUrl), __DOCSIEVE_RUNTIME__),
  ) {
    this.#options = options;
    this.#spawn = spawn;
    this.#supply = supply;
    this.#preload = new Set(options.preload);
    this.#first = { session: undefined, job: undefined, isBusy: false };
    const more = Math.max(1, Math.floor(options.workers ?? DEFAULTS.workers)) - 1;
    const others = Array.from(
      { length: more },
      (): Lane => ({ session: undefined, job: undefined, isBusy: false }),
    );
    this.#lanes = [this.#first, ...others];
  }

  /** Start the first worker if there is none, and resolve to the formats once it can read. Rejects with `load_failed`. */
  get ready(): Promise<readonly FormatInfo[]> {
    return this.#sessionOf(this.#first).then(() => this.#formats);
  }

  /** The formats that can be read. */
  get formats(): readonly FormatInfo[] {
    return this.#formats;
  }

  /**
   * Load what these formats need ahead of the first file; names as in `formats`. With `onDemand` also what only some
   * of their files need, so that all of them can be read without a network; with `review` what a review needs besides.
   */
  async preload(formats: readonly string[], { onDemand = false, review = false } = {}): Promise<void> {
    const missing = onDemand ? [...formats] : formats.filter((name) => !this.#preload.has(name));
    if (missing.length > 0) {
      const session = await this.#sessionOf(this.#first);
      await session.preload(missing, onDemand);
      for (const name of missing) this.#preload.add(name);
    }
    // The worker of a review is another one, and starts with it.
    if (review) await fetchAhead(this.#supply, this.#supply.redaction);
  }

  /**
   * Read one file.
   *
   * A Blob or File is read inside the worker; a buffer is copied first unless `transfer` is set. Rejects with a
   * `DocumentError`, also when cancelled.
   */
  parse<O extends Output = DefaultOutput>(
    source: FileSource,
    options: ParseOptions<O> = {},
  ): Promise<ParsedDocument<O>> {
    const { timeout = DEFAULTS.timeout, stallTimeout = DEFAULTS.stallTimeout } = this.#options;
    const job = new ParseJob(source, options, { timeout, stallTimeout });
    if (this.#isDisposed) job.fail(browserErrors.disposed());
    if (!job.isSettled) {
      this.#queue.push(job);
      this.#dispatch();
    }
    return job.promise as Promise<unknown> as Promise<ParsedDocument<O>>;
  }

  /**
   * Begin the review of a set of documents: what is redacted, left out, and sent. It has a worker of its own, which
   * never saw the files. Resolves once all of them were looked through; more can be added with `review.open`.
   */
  async openReview(documents: readonly ReviewSource[], options: ReviewOptions = {}): Promise<Review> {
    if (this.#isDisposed) throw browserErrors.disposed();
    const review = new Review(
      (onProgress) => this.#newSession([], onProgress),
      options.policy,
      () => this.#reviews.delete(review),
    );
    this.#reviews.add(review);
    try {
      for (const source of documents) await review.open(source, options);
      return review;
    } catch (error) {
      review.dispose();
      throw error;
    }
  }

  /**
   * Draw a page (from 1) of a PDF, about `width` pixels wide, in a worker of its own that ends when it has nothing to
   * draw for a while.
   */
  drawPage(file: Blob, page: number, width: number): Promise<ImageData> {
    if (this.#isDisposed) return Promise.reject(browserErrors.disposed());
    return this.#images.draw(file, page, width);
  }

  /** What text recognition this site has: nothing of it is loaded before `recognise`. */
  get recognition(): RecognitionOffer {
    return {
      languages: languagesOf(RECOGNITION),
      transferBytes: (languages) => transferBytes(RECOGNITION, languages),
    };
  }

  /**
   * Recognise the text of pages that are pictures: scanned pages of a PDF, or a picture file (PNG, JPEG, TIFF, and
   * what else the browser decodes). Loads the engine and its languages: ask the person first. Rejects with a
   * `DocumentError`, also when cancelled.
   */
  async recognise<O extends Output = DefaultOutput>(
    file: Blob,
    options: RecogniseOptions<O> = {},
  ): Promise<ParsedDocument<O>> {
    if (this.#isDisposed) throw browserErrors.disposed();
    const signals = [this.#disposing.signal, ...(options.signal ? [options.signal] : [])];
    const preferred = preferredLanguage(languagesOf(RECOGNITION), navigator.languages);
    const { recognise } = await import("./recognition/recognise");
    const host = {
      siteUrl: siteUrl(this.#options.baseUrl),
      recognition: RECOGNITION,
      newSession: () => this.#newSession([], () => {}),
      spawnRecogniser: () => spawnRecogniser(this.#options.baseUrl),
      parse: (source: Blob, wanted: ParseOptions<"json">) => this.parse(source, wanted),
    };
    const languages = options.languages ?? (preferred ? [preferred] : []);
    return recognise(host, file, languages, options, AbortSignal.any(signals));
  }

  /** End all workers; files still waiting or running are rejected with `cancelled`. */
  dispose(): void {
    this.#isDisposed = true;
    this.#disposing.abort(browserErrors.disposed());
    for (const job of this.#queue.splice(0)) job.fail(browserErrors.disposed());
    for (const review of [...this.#reviews]) review.dispose();
    this.#images.dispose();
    for (const lane of this.#lanes) {
      lane.job?.cancel(browserErrors.disposed());
      lane.session?.end(browserErrors.disposed());
    }
  }

  #dispatch(lanes: readonly Lane[] = this.#lanes): void {
    // A lane that is already running Python before one that has yet to start.
    const idle = lanes.filter((lane) => !lane.isBusy);
    idle.sort((a, b) => Number(b.session?.isReady ?? false) - Number(a.session?.isReady ?? false));
    for (const lane of idle.slice(0, this.#queue.length)) void this.#drain(lane);
  }

  async #drain(lane: Lane): Promise<void> {
    lane.isBusy = true;
    let isUsable = true;
    while (isUsable) {
      const job = this.#queue.shift();
      if (!job) break;
      if (!job.isSettled) isUsable = await this.#runOn(lane, job);
    }
    lane.isBusy = false;
    // What a lane without a worker put back is for those that have one, or this would go round for ever.
    if (!isUsable) this.#dispatch(this.#lanes.filter((other) => other.session?.isReady));
    this.#keepWarm();
  }

  /** Resolve to false where the lane has no worker and got none. */
  async #runOn(lane: Lane, job: ParseJob): Promise<boolean> {
    lane.job = job;
    try {
      const session = await this.#sessionOf(lane);
      if (job.isSettled) return true;
      await job.run(session);
      if (this.#isSpent(session, job)) session.end(browserErrors.disposed());
      return true;
    } catch (error) {
      this.#startFailed(job, error as DocumentError);
      return false;
    } finally {
      lane.job = undefined;
    }
  }

  /** Another worker may still do it; where none runs, everyone waiting hears why instead of waiting in turn. */
  #startFailed(job: ParseJob, error: DocumentError): void {
    if (this.#lanes.some((lane) => lane.session?.isReady)) {
      this.#queue.unshift(job);
      return;
    }
    job.fail(error);
    for (const waiting of this.#queue.splice(0)) waiting.fail(error);
  }

  #isSpent(session: WorkerSession, job: ParseJob): boolean {
    const { maxFilesPerWorker = DEFAULTS.maxFilesPerWorker, maxHeapBytes = DEFAULTS.maxHeapBytes } =
      this.#options;
    return job.leavesSecret || session.files >= maxFilesPerWorker || session.heapBytes > maxHeapBytes;
  }

  /** After a worker was ended, have the next one ready before the next file comes. */
  #keepWarm(): void {
    if (this.#first.session?.wasReady && !this.#isDisposed) void this.#sessionOf(this.#first).catch(() => {});
  }

  async #sessionOf(lane: Lane): Promise<WorkerSession> {
    if (this.#isDisposed) throw browserErrors.disposed();
    if (!lane.session || lane.session.hasEnded) {
      lane.session = this.#newSession([...this.#preload], (progress) => this.#reportLoading(lane, progress));
    }
    const session = lane.session;
    const { formats } = await session.ready;
    this.#formats = formats;
    return session;
  }

  #newSession(preload: readonly string[], onProgress: (progress: Progress) => void): WorkerSession {
    return new WorkerSession({
      spawn: this.#spawn,
      supply: this.#supply,
      preload,
      bootTimeout: this.#options.bootTimeout ?? DEFAULTS.bootTimeout,
      onProgress,
      onRequests: (entries) => callSafely<readonly ResourceEntry[]>(this.#options.onRequests, entries),
    });
  }

  #reportLoading(lane: Lane, progress: Progress): void {
    callSafely<LoadProgress>(this.#options.onLoading, toParseProgress(progress));
    lane.job?.report(progress);
  }
}

/** Make a client. Nothing is loaded until `ready`, `preload` or the first `parse`. */
export function createClient(options: ClientOptions = {}): DocumentClient {
  return new DocumentClient(options);
}
