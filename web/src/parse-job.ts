/** One file on its way through the client: waiting, running, settled. */

import {
  DEFAULT_OUTPUTS,
  type ParseOptions,
  type ParseProgress,
  type TimeLimits,
  toParseProgress,
} from "./client-options";
import { browserErrors, DocumentError } from "./errors";
import { type ParsedDocument, toParsedDocument } from "./parsed-document";
import { Patience } from "./patience";
import type { FileData, Output, PageText, ParseRequest, Progress, WireOptions } from "./protocol";
import type { WorkerSession } from "./worker-session";

/** More than any document has: what an open range ends with, since JSON has no Infinity. */
const LAST_PAGE = 2 ** 31 - 1;

export type FileSource = Blob | ArrayBuffer | ArrayBufferView;

export class ParseJob {
  readonly promise: Promise<ParsedDocument>;
  readonly #options: ParseOptions;
  readonly #name: string | undefined;
  readonly #limits: TimeLimits;
  #data: FileData | undefined;
  #session: WorkerSession | undefined;
  #settled = false;
  #resolve!: (parsed: ParsedDocument) => void;
  #reject!: (error: DocumentError) => void;
  readonly #onAbort = () => this.cancel(browserErrors.cancelled());

  constructor(source: FileSource, options: ParseOptions, defaults: TimeLimits) {
    this.#options = options;
    this.#limits = {
      timeout: options.timeout ?? defaults.timeout,
      stallTimeout: options.stallTimeout ?? defaults.stallTimeout,
    };
    this.#name =
      options.filename ?? (source instanceof Blob && "name" in source ? String(source.name) : undefined);
    this.#data = toFileData(source, options.transfer ?? false);
    this.promise = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    options.signal?.addEventListener("abort", this.#onAbort, { once: true });
    if (options.signal?.aborted) this.#onAbort();
  }

  get isSettled(): boolean {
    return this.#settled;
  }

  /** A password was in that worker: it must not read the next file. */
  get leavesSecret(): boolean {
    return Boolean(this.#options.password);
  }

  /** Run on a session that is ready; settles the job and never throws. */
  async run(session: WorkerSession): Promise<void> {
    const data = this.#data;
    if (this.#settled || data === undefined) return;
    this.#session = session;
    this.#data = undefined;
    const { timeout, stallTimeout } = this.#limits;
    const whole = new Patience(timeout, () => session.end(browserErrors.timeout(timeout)));
    const stall = new Patience(stallTimeout, () => session.end(browserErrors.stalled(stallTimeout)));
    whole.begin();
    try {
      const result = await session.parse(this.#request(), data, {
        onProgress: (progress) => {
          // Loading what the format needs may take as long as the line takes.
          if (progress.stage === "packages") stall.stop();
          else stall.begin();
          this.report(progress);
        },
        onPages: (pages) => this.#pass(pages),
        onSign: () => stall.moved(),
      });
      this.#settle(() => this.#resolve(toParsedDocument(result)));
    } catch (error) {
      this.fail(error instanceof DocumentError ? error : unexpected(error));
    } finally {
      whole.stop();
      stall.stop();
      this.#session = undefined;
    }
  }

  report(progress: Progress): void {
    if (this.#settled) return;
    callSafely<ParseProgress>(this.#options.onProgress, toParseProgress(progress));
  }

  #pass(pages: readonly PageText[]): void {
    if (this.#settled) return;
    callSafely<readonly PageText[]>(this.#options.onPages, pages);
  }

  fail(error: DocumentError): void {
    this.#settle(() => this.#reject(error));
  }

  /** Settle now; where it is running, its worker ends with it. */
  cancel(reason: DocumentError): void {
    this.fail(reason);
    this.#session?.end(reason);
  }

  #settle(how: () => void): void {
    if (this.#settled) return;
    this.#settled = true;
    this.#data = undefined;
    this.#options.signal?.removeEventListener("abort", this.#onAbort);
    how();
  }

  #request(): Omit<ParseRequest, "type" | "v" | "id"> {
    const { hidden, password, limits, pages, outputs, chunking } = this.#options;
    const options: WireOptions = {};
    if (password) options.password = password;
    if (limits) options.limits = limits;
    if (hidden) options.hidden = hidden;
    if (pages) options.pages = pages.map(([first, last]) => [first, Math.min(last, LAST_PAGE)]);
    const request: Omit<ParseRequest, "type" | "v" | "id"> = {
      options,
      outputs: [...new Set<Output>(outputs ?? DEFAULT_OUTPUTS)],
    };
    if (chunking) request.chunking = chunking;
    if (this.#options.onPages) request.pages_ahead = true;
    if (this.#name) request.filename = this.#name;
    return request;
  }
}

/** A listener that throws must not take the file down with it. */
export function callSafely<T>(listener: ((value: T) => void) | undefined, value: T): void {
  try {
    listener?.(value);
  } catch (error) {
    reportError(error);
  }
}

/** A caller's buffer is copied, since transferring detaches it, unless the caller gives it away. */
function toFileData(source: FileSource, transfer: boolean): FileData {
  if (source instanceof Blob) return source;
  if (source instanceof ArrayBuffer) return transfer ? source : source.slice(0);
  if (ArrayBuffer.isView(source)) {
    const { buffer, byteOffset, byteLength } = source;
    const isWhole = byteOffset === 0 && byteLength === buffer.byteLength;
    if (transfer && isWhole && buffer instanceof ArrayBuffer) return buffer;
    return new Uint8Array(buffer, byteOffset, byteLength).slice().buffer;
  }
  throw new TypeError("parse() takes a File, Blob, ArrayBuffer or a view of one");
}

function unexpected(cause: unknown): DocumentError {
  return new DocumentError("internal", "Reading this file failed for a reason that is not the file's.", {
    cause,
  });
}
