/** One worker from its start to its end: handshake, requests by id, and whatever way it ends. */

import type { Supply } from "./asset-supply";
import { browserErrors, DocumentError, fromWire, toWire } from "./errors";
import { isFromWorker } from "./message-check";
import {
  BUILD_ID,
  type FileData,
  type FromWorker,
  type PageText,
  type ParseRequest,
  PROTOCOL_VERSION,
  type Progress,
  type Ready,
  type RecognitionRequest,
  type RecognitionResponse,
  type ResourceEntry,
  type Result,
  type ReviewRequest,
  type ReviewResponse,
  type Stage,
  type ToWorker,
  type Wanted,
} from "./protocol";

/** What is needed of a Worker; tests pass their own. */
export interface WorkerLike {
  postMessage(message: ToWorker, transfer: Transferable[]): void;
  terminate(): void;
  addEventListener(type: "message", listener: (event: MessageEvent<unknown>) => void): void;
  addEventListener(type: "error" | "messageerror", listener: (event: Event) => void): void;
}

export interface SessionOptions {
  spawn: () => WorkerLike;
  /** Where the files of the site come from that the worker is given. */
  supply: Supply;
  /** Formats whose wheels are loaded while starting. */
  preload: readonly string[];
  /** Longest time in ms without a sign of life while starting. */
  bootTimeout: number;
  onProgress: (progress: Progress) => void;
  onRequests: (entries: ResourceEntry[]) => void;
}

type Unnumbered<R> = R extends ReviewRequest | RecognitionRequest ? Omit<R, "v" | "id"> : never;

/** A request of a review before it has a number. */
export type ReviewAsked = Unnumbered<ReviewRequest>;

/** Likewise of text recognition. */
export type RecognitionAsked = Unnumbered<RecognitionRequest>;

/** What is told of a file while it is read. */
export interface ParseListener {
  onProgress: (progress: Progress) => void;
  onPages: (pages: readonly PageText[]) => void;
  /** The worker said something, whatever it is. */
  onSign: () => void;
}

interface Pending extends Partial<ParseListener> {
  resolve: (answer: FromWorker) => void;
  reject: (error: DocumentError) => void;
  onProgress: (progress: Progress) => void;
}

export class WorkerSession {
  /** Settles once the worker can read files, or can never. */
  readonly ready: Promise<Ready>;
  /** Size of the worker's WebAssembly memory in bytes, as last reported; it never shrinks. */
  heapBytes = 0;
  /** How many files were given to this worker. */
  files = 0;

  readonly #options: SessionOptions;
  readonly #pending = new Map<number, Pending>();
  /** Files that were sent or are on their way. */
  readonly #given = new Set<string>();
  #worker: WorkerLike | undefined;
  #lastId = 0;
  #wasReady = false;
  #ending: DocumentError | undefined;
  #watchdog: ReturnType<typeof setTimeout> | undefined;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.ready = this.#start();
    // Whoever asks for `ready` sees the rejection; a start in the background that nobody awaits is no error.
    this.ready.catch(() => {});
  }

  get isReady(): boolean {
    return this.#wasReady && !this.hasEnded;
  }

  get wasReady(): boolean {
    return this.#wasReady;
  }

  get hasEnded(): boolean {
    return this.#ending !== undefined;
  }

  /** Have one file read. Rejects with the worker's error, or with the reason the session ended. */
  async parse(
    request: Omit<ParseRequest, "type" | "v" | "id">,
    data: FileData,
    listener: ParseListener,
  ): Promise<Result> {
    this.files += 1;
    const transfer = data instanceof ArrayBuffer ? [data] : [];
    const answer = await this.#ask(
      (id) => ({ request: { ...request, type: "parse", v: PROTOCOL_VERSION, id }, data }),
      listener,
      transfer,
    );
    return expectType(answer, "result");
  }

  /** Ask something of the review that this worker holds. */
  async review<T extends ReviewResponse["type"]>(
    request: ReviewAsked,
    expected: T,
    data: FileData | undefined,
    onProgress: (progress: Progress) => void,
  ): Promise<Extract<ReviewResponse, { type: T }>> {
    const answer = await this.#ask(
      (id) => ({
        request: { ...request, v: PROTOCOL_VERSION, id } as ReviewRequest,
        ...(data === undefined ? {} : { data }),
      }),
      onProgress,
    );
    return expectType(answer, expected) as Extract<ReviewResponse, { type: T }>;
  }

  /** Ask for what text recognition needs of Python. */
  async recognise<T extends (RecognitionResponse | Result)["type"]>(
    request: RecognitionAsked,
    expected: T,
    data?: Blob,
  ): Promise<Extract<RecognitionResponse | Result, { type: T }>> {
    const answer = await this.#ask(
      (id) => ({
        request: { ...request, v: PROTOCOL_VERSION, id } as RecognitionRequest,
        ...(data === undefined ? {} : { data }),
      }),
      () => {},
    );
    return expectType(answer, expected) as Extract<RecognitionResponse | Result, { type: T }>;
  }

  /** Load the wheels of these formats ahead of the first file. */
  async preload(formats: string[], on_demand = false): Promise<void> {
    const answer = await this.#ask(
      (id) => ({ request: { type: "preload", v: PROTOCOL_VERSION, id, formats, on_demand } }),
      () => {},
    );
    expectType(answer, "preloaded");
  }

  /** Terminate the worker, the only honest way to stop synchronous WebAssembly; what is pending fails with `reason`. */
  end(reason: DocumentError): void {
    if (this.#ending) return;
    this.#ending = reason;
    clearTimeout(this.#watchdog);
    this.#worker?.terminate();
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of pending) reject(reason);
  }

  async #start(): Promise<Ready> {
    try {
      this.#worker = this.#options.spawn();
    } catch (error) {
      this.end(browserErrors.loadFailed(spawnFailureReason(error), error));
      throw this.#ending;
    }
    this.#worker.addEventListener("message", (event) => this.#receive(event.data));
    this.#worker.addEventListener("error", (event) => this.#crash(event));
    this.#worker.addEventListener("messageerror", (event) => this.#crash(event));
    this.#feedWatchdog();
    try {
      const preload = [...this.#options.preload];
      const asked = this.#ask(
        (id) => ({ request: { type: "init", v: PROTOCOL_VERSION, id, build_id: BUILD_ID, preload } }),
        (progress) => {
          this.#feedWatchdog();
          this.#options.onProgress(progress);
        },
      );
      // The first request is `init`: what is under way is its progress.
      this.#give(this.#options.supply.core, 1, "boot");
      const ready = expectType(await asked, "ready");
      // A worker of another build may be too old to check; then this side does.
      if (ready.v !== PROTOCOL_VERSION || ready.build_id !== BUILD_ID) throw browserErrors.versionMismatch();
      this.#wasReady = true;
      clearTimeout(this.#watchdog);
      return ready;
    } catch (error) {
      const failure = error instanceof DocumentError ? error : browserErrors.crashed(error);
      this.end(failure);
      throw failure;
    }
  }

  #ask(
    message: (id: number) => ToWorker,
    listener: Pending["onProgress"] | ParseListener,
    transfer: Transferable[] = [],
  ): Promise<FromWorker> {
    const told = typeof listener === "function" ? { onProgress: listener } : listener;
    return new Promise((resolve, reject) => {
      if (this.#ending) {
        reject(this.#ending);
        return;
      }
      this.#lastId += 1;
      this.#pending.set(this.#lastId, { ...told, resolve, reject });
      try {
        this.#worker?.postMessage(message(this.#lastId), transfer);
      } catch (error) {
        // Not cloneable: a buffer that was already detached, most likely.
        this.#pending.delete(this.#lastId);
        reject(error);
      }
    });
  }

  #receive(message: unknown): void {
    if (this.#ending) return;
    if (!isFromWorker(message)) {
      this.#distrust();
      return;
    }
    // A worker does one thing at a time: whatever it says is of the file that it reads.
    for (const { onSign } of this.#pending.values()) onSign?.();
    if (message.type === "wanted") {
      this.#onWanted(message);
      return;
    }
    if (message.type === "state") {
      this.heapBytes = message.heap_bytes;
      if (message.resources?.length) this.#options.onRequests(message.resources);
      return;
    }
    const pending = this.#pending.get(message.id);
    if (!pending) return;
    if (message.type === "progress") {
      pending.onProgress(message);
      return;
    }
    if (message.type === "pages") {
      pending.onPages?.(message.pages);
      return;
    }
    this.#pending.delete(message.id);
    if (message.type !== "error") {
      pending.resolve(message);
      return;
    }
    pending.reject(fromWire(message.error));
    if (message.error.code === "worker_crashed") this.end(browserErrors.crashed());
  }

  /** Each file of the site is given to a worker once: how often one is fetched must tell the server nothing. */
  #onWanted({ id, paths }: Wanted): void {
    const isAllowed = paths.every((path) => this.#options.supply.has(path) && !this.#given.has(path));
    if (isAllowed && new Set(paths).size === paths.length) this.#give(paths, id, "packages");
    else this.#distrust();
  }

  #give(paths: readonly string[], id: number, stage: Stage): void {
    for (const path of paths) this.#given.add(path);
    this.#options.supply.send(
      paths,
      (path, got) => {
        if (this.#ending) return;
        const supplied = { type: "supplied", v: PROTOCOL_VERSION, id: 0, path } as const;
        if (got instanceof DocumentError) {
          this.#given.delete(path);
          this.#worker?.postMessage({ request: { ...supplied, error: toWire(got) } }, []);
        } else {
          this.#worker?.postMessage(
            { request: supplied, asset: got },
            got instanceof ArrayBuffer ? [got] : [],
          );
        }
      },
      (done, total) => {
        this.#pending.get(id)?.onProgress({ type: "progress", v: PROTOCOL_VERSION, id, stage, done, total });
      },
    );
  }

  /** A worker that does not keep to the protocol is no longer ours. */
  #distrust(): void {
    this.end(browserErrors.crashed());
  }

  #crash(event: Event): void {
    event.preventDefault();
    if (this.#wasReady) this.end(browserErrors.crashed(event));
    else
      this.end(
        browserErrors.loadFailed("its program could not be loaded from this site, or did not run.", event),
      );
  }

  #feedWatchdog(): void {
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(
      () => this.end(browserErrors.loadFailed("it did not answer. A part of it may be missing or blocked.")),
      this.#options.bootTimeout,
    );
  }
}

function expectType<T extends FromWorker["type"]>(
  answer: FromWorker,
  type: T,
): Extract<FromWorker, { type: T }> {
  if (answer.type !== type) throw browserErrors.versionMismatch();
  return answer as Extract<FromWorker, { type: T }>;
}

function spawnFailureReason(error: unknown): string {
  if (error instanceof DOMException && error.name === "SecurityError") {
    return "the page and the reader must come from the same site, and the page's security policy must allow it.";
  }
  return "this browser or the page's security policy does not allow module workers here.";
}
