/** The page's side of a recognising worker, from its start to its end; one picture at a time. */

import { browserErrors, DocumentError } from "../errors";
import { isFromRecogniser } from "./check";
import type {
  FromRecogniser,
  GreyPicture,
  LanguageData,
  Paragraphs,
  TiffPicture,
  ToRecogniser,
} from "./messages";

/** What is needed of a Worker; tests pass their own. */
export interface RecogniserWorker {
  postMessage(message: ToRecogniser, transfer: Transferable[]): void;
  terminate(): void;
  addEventListener(type: "message", listener: (event: MessageEvent<unknown>) => void): void;
  addEventListener(type: "error" | "messageerror", listener: (event: Event) => void): void;
}

type Answer = Exclude<FromRecogniser, { type: "progress" | "failed" }>;

interface Pending {
  readonly id: number;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: DocumentError) => void;
  readonly onPercent: (percent: number) => void;
}

/** Longest time in ms for the engine to start, once its files are here. */
const START_LIMIT_MS = 60_000;

export class Recogniser {
  /** Size of the worker's WebAssembly memory in bytes, as last reported; it never shrinks. */
  heapBytes = 0;
  readonly #worker: RecogniserWorker;
  #pending: Pending | undefined;
  #lastId = 0;
  #ending: DocumentError | undefined;

  constructor(spawn: () => RecogniserWorker) {
    try {
      this.#worker = spawn();
    } catch (error) {
      throw browserErrors.loadFailed("this browser or the page's security policy forbids its worker.", error);
    }
    this.#worker.addEventListener("message", ({ data }) => this.#receive(data));
    for (const type of ["error", "messageerror"] as const) {
      this.#worker.addEventListener(type, (event) => {
        event.preventDefault();
        this.end(this.#lastId === 0 ? notStarted(event) : browserErrors.crashed(event));
      });
    }
  }

  get hasEnded(): boolean {
    return this.#ending !== undefined;
  }

  /** Start the engine; the languages' data is given away. */
  async start(engine: WebAssembly.Module, languages: readonly LanguageData[]): Promise<void> {
    const transfer = languages.map(({ data }) => data);
    await this.#ask(0, START_LIMIT_MS, () => this.#post({ type: "start", engine, languages }, transfer));
  }

  /** Have one picture of a TIFF file, which is given away, written as PNG. Beyond `timeout` ms the worker is ended. */
  async decode(picture: TiffPicture, timeout: number): Promise<ArrayBuffer> {
    this.#lastId += 1;
    const id = this.#lastId;
    const answer = await this.#ask(id, timeout, () =>
      this.#post({ type: "decode", id, picture }, [picture.file]),
    );
    return this.#expect(answer, "decoded").png;
  }

  /** Recognise a picture, which is given away. Beyond `timeout` ms the worker is ended. */
  async read(
    picture: GreyPicture,
    timeout: number,
    onPercent: (percent: number) => void,
  ): Promise<Paragraphs> {
    this.#lastId += 1;
    const id = this.#lastId;
    const post = () => this.#post({ type: "read", id, picture }, [picture.pixels]);
    return this.#expect(await this.#ask(id, timeout, post, onPercent), "read").paragraphs;
  }

  /** Terminate the worker; what is under way fails with `reason`. */
  end(reason: DocumentError): void {
    if (this.#ending) return;
    this.#ending = reason;
    this.#worker.terminate();
    this.#pending?.reject(reason);
    this.#pending = undefined;
  }

  async #ask(
    id: number,
    timeout: number,
    post: () => void,
    onPercent: (percent: number) => void = () => {},
  ): Promise<Answer> {
    if (this.#ending) throw this.#ending;
    const late = () => this.end(id === 0 ? notStarted() : browserErrors.timeout(timeout));
    const timer = setTimeout(late, timeout);
    try {
      return await new Promise<Answer>((resolve, reject) => {
        this.#pending = { id, resolve, reject, onPercent };
        post();
      });
    } finally {
      clearTimeout(timer);
    }
  }

  #expect<T extends Answer["type"]>(answer: Answer, type: T): Extract<Answer, { type: T }> {
    if (answer.type === type) return answer as Extract<Answer, { type: T }>;
    const error = browserErrors.crashed();
    this.end(error);
    throw error;
  }

  #post(message: ToRecogniser, transfer: ArrayBuffer[]): void {
    this.#worker.postMessage(message, transfer);
  }

  #receive(message: unknown): void {
    if (this.#ending) return;
    if (!isFromRecogniser(message)) {
      this.end(browserErrors.crashed());
      return;
    }
    const pending = this.#pending;
    const id = message.type === "ready" ? 0 : message.id;
    if (!pending || pending.id !== id) return;
    if (message.type === "progress") {
      pending.onPercent(message.percent);
      return;
    }
    this.#pending = undefined;
    this.#settle(pending, message);
  }

  #settle(pending: Pending, message: Exclude<FromRecogniser, { type: "progress" }>): void {
    if (message.type === "read") this.heapBytes = message.heapBytes;
    if (message.type !== "failed") pending.resolve(message);
    else if (message.reason === "picture") pending.reject(undecodable());
    else {
      // What failed inside WebAssembly is in no state to go on.
      const error = pending.id === 0 ? notStarted() : browserErrors.crashed();
      pending.reject(error);
      this.end(error);
    }
  }
}

/** A picture that this browser, or the engine's own decoder, cannot decode. */
export function undecodable(cause?: unknown): DocumentError {
  return new DocumentError(
    "unsupported_format",
    "This picture is damaged, or of a kind that this browser cannot decode. Save it as PNG or JPEG and try again.",
    { cause },
  );
}

function notStarted(cause?: unknown): DocumentError {
  return browserErrors.loadFailed("text recognition did not start.", cause);
}
