/**
 * What the worker does with messages, apart from where it runs: one request at a time, every request answered
 * by exactly one `ready`, `preloaded`, `result`, `review_...` or `error`, with `progress` before it and `state` beside it.
 */

import { browserErrors, DocumentError, toWire } from "./errors";
import type {
  Detected,
  Failed,
  Formats,
  FromWorker,
  PagesRead,
  Progress,
  RecognitionRequest,
  RecognitionResponse,
  ResourceEntry,
  Result,
  ReviewResponse,
  Supply,
  ToWorker,
  WheelsNeeded,
} from "./protocol";
import {
  BUILD_ID,
  type FileData,
  type Init,
  type ParseRequest,
  PROTOCOL_VERSION,
  type Request,
  type ReviewRequest,
  type Stage,
} from "./protocol";

import type { Runtime } from "./runtime";
import { WarmUp } from "./warm-up";

/** Starts Python; `boot` of `runtime.ts`, or a test's own. */
export type Boot = () => Promise<Runtime>;

/** What is answered; files of the site go to the `AssetInbox` instead. */
export type Asked = Exclude<ToWorker, Supply>;

/** Blobs beyond this cannot become one ArrayBuffer in the browsers of today, whatever the limits say. */
const LARGEST_BUFFER_BYTES = 2 ** 31 - 1;

/** A file that still misses wheels after so many loads (one for each kind of file inside it) misses them for good. */
const MOST_LOADS_ON_DEMAND = 20;

export class WorkerService {
  readonly #boot: Boot;
  readonly #post: (message: FromWorker) => void;
  readonly #takeResources: () => ResourceEntry[];
  #runtime: Runtime | undefined;
  #formats: Formats["formats"] = [];
  #broken = false;
  /** Requests that are not answered yet. */
  #waiting = 0;
  #tail: Promise<void> = Promise.resolve();
  readonly #warmUp = new WarmUp((filename, data) => {
    const request: ParseRequest = { type: "parse", v: PROTOCOL_VERSION, id: 0, filename, outputs: ["text"] };
    if (!this.#broken && this.#waiting === 0) this.#python(request, data);
  });

  constructor(boot: Boot, post: (message: FromWorker) => void, takeResources: () => ResourceEntry[]) {
    this.#boot = boot;
    this.#post = post;
    this.#takeResources = takeResources;
  }

  /** Queue a message; resolves when it has been answered. */
  receive(message: Asked): Promise<void> {
    this.#waiting += 1;
    this.#tail = this.#tail.then(() => this.#answer(message)).finally(() => (this.#waiting -= 1));
    return this.#tail;
  }

  /** Tell the page which requests were made and how large the heap is. */
  reportState(resources: ResourceEntry[] = this.#takeResources()): void {
    const heap_bytes = this.#runtime?.heapBytes ?? 0;
    this.#post({ type: "state", v: PROTOCOL_VERSION, id: 0, heap_bytes, resources });
  }

  async #answer(message: Asked): Promise<void> {
    const { v, id } = message.request;
    let answer: FromWorker;
    try {
      if (v !== PROTOCOL_VERSION) throw browserErrors.versionMismatch();
      if (this.#broken) throw browserErrors.crashed();
      answer = await this.#dispatch(message);
    } catch (error) {
      answer = this.#failed(id, error);
    }
    // State first: when the answer arrives, the page already knows the heap and decides on a fresh worker.
    this.reportState();
    this.#post(answer);
  }

  #dispatch(message: Asked): Promise<FromWorker> {
    const { request } = message;
    if (request.type === "init") return this.#init(request);
    if (request.type === "preload") return this.#preload(request.id, request.formats, request.on_demand);
    const data = "data" in message ? message.data : undefined;
    return request.type === "parse" ? this.#parse(request, data) : this.#ask(request, data);
  }

  async #init({ id, build_id, preload }: Init): Promise<FromWorker> {
    if (build_id !== BUILD_ID) throw browserErrors.versionMismatch();
    try {
      this.#runtime ??= await this.#boot();
    } catch (error) {
      throw asLoadFailure(error);
    }
    const formats = JSON.parse(this.#python({ type: "formats", v: PROTOCOL_VERSION, id })) as
      | Formats
      | Failed;
    if (formats.type === "error") return formats;
    this.#formats = formats.formats;
    if (preload?.length) await this.#preload(id, preload);
    return { type: "ready", v: PROTOCOL_VERSION, id, build_id: BUILD_ID, formats: this.#formats };
  }

  async #preload(id: number, names: readonly string[], onDemand = false): Promise<FromWorker> {
    const wanted = this.#formats.filter((format) => names.includes(format.name));
    await this.#loadWheels(
      id,
      wanted.flatMap(({ wheels, wheels_on_demand }) =>
        onDemand ? [...wheels, ...(wheels_on_demand ?? [])] : wheels,
      ),
    );
    this.#warmUp.begin(names);
    return { type: "preloaded", v: PROTOCOL_VERSION, id };
  }

  async #parse(request: ParseRequest, data: FileData = new ArrayBuffer(0)): Promise<FromWorker> {
    const { v, id } = request;
    const bytes = await readBytes(data);
    const detect = { type: "detect", v, id, filename: request.filename ?? null } as const;
    const detected = JSON.parse(this.#python(detect, bytes)) as Detected | Failed;
    if (detected.type === "error") return detected;
    await this.#loadWheels(id, detected.format.wheels);
    return this.#askWithWheels<Result>(request, bytes);
  }

  async #ask(request: ReviewRequest | RecognitionRequest, data: FileData | undefined): Promise<FromWorker> {
    return this.#askWithWheels<ReviewResponse | RecognitionResponse>(
      request,
      data && (await readBytes(data)),
    );
  }

  /** Ask Python, and again where it misses wheels: it starts anew each time. */
  async #askWithWheels<T extends FromWorker>(
    request: ParseRequest | ReviewRequest | RecognitionRequest,
    bytes: Uint8Array | undefined,
  ): Promise<T | Failed> {
    const once = pagesOnce((message) => this.#post(message));
    const emit = (json: string) => once(JSON.parse(json) as Progress | PagesRead);
    for (let loads = 0; loads <= MOST_LOADS_ON_DEMAND; loads++) {
      // From here on it is Python's turn, after whatever had to be loaded.
      if (request.type === "parse") this.#progress(request.id, "parse", 0);
      const answer = JSON.parse(this.#python(request, bytes, emit)) as T | WheelsNeeded | Failed;
      if (answer.type !== "wheels_needed") return answer as T | Failed;
      await this.#loadWheels(request.id, answer.wheels);
    }
    throw browserErrors.loadFailed("a part of it is missing from this site.");
  }

  #python(
    request: Request | ReviewRequest | RecognitionRequest,
    data?: Uint8Array,
    emit?: (json: string) => void,
  ): string {
    if (!this.#runtime) throw browserErrors.loadFailed("it was asked to read before it was ready.");
    try {
      return this.#runtime.handle(JSON.stringify(request), data, emit);
    } catch (error) {
      // The bridge never raises: what arrives here is a trap, an exhausted memory or a dead interpreter.
      this.#broken = true;
      throw browserErrors.crashed(error);
    }
  }

  async #loadWheels(id: number, names: readonly string[]): Promise<void> {
    if (names.length === 0 || !this.#runtime) return;
    try {
      await this.#runtime.loadWheels(names, id);
    } catch (error) {
      throw asLoadFailure(error);
    }
  }

  #progress(id: number, stage: Stage, done: number, total?: number): void {
    const progress: Progress = { type: "progress", v: PROTOCOL_VERSION, id, stage, done };
    if (total !== undefined) progress.total = total;
    this.#post(progress);
  }

  #failed(id: number, error: unknown): Failed {
    const known = error instanceof DocumentError ? error : browserErrors.crashed(error);
    return { type: "error", v: PROTOCOL_VERSION, id, error: toWire(known) };
  }
}

/** Pass messages on, but pages only the first time: a file that is read anew begins with them again. */
function pagesOnce(post: (message: FromWorker) => void): (message: Progress | PagesRead) => void {
  let last = 0;
  return (message) => {
    if (message.type === "pages") {
      const pages = message.pages.filter(({ number }) => number > last);
      last = pages.at(-1)?.number ?? last;
      if (pages.length > 0) post({ ...message, pages });
    } else {
      post(message);
    }
  };
}

async function readBytes(data: FileData): Promise<Uint8Array> {
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  try {
    return new Uint8Array(await data.arrayBuffer());
  } catch (error) {
    throw data.size > LARGEST_BUFFER_BYTES
      ? browserErrors.tooLarge(data.size)
      : browserErrors.unreadable(error);
  }
}

/** Failures to fetch or start the program keep their own sentence where `runtime.ts` gives one. */
function asLoadFailure(error: unknown): DocumentError {
  if (error instanceof DocumentError) return error;
  const reason =
    error instanceof Error && error.message ? error.message : "a part of it could not be loaded.";
  return browserErrors.loadFailed(reason, error);
}
