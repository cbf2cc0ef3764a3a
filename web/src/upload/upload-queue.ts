/** A queue of uploads that survives lost networks and reloads: one request a document, a few at a time. */

import type { Receipt } from "../generated/wire";
import type { ReviewedPayload } from "../reviewed-payload";
import { cancelled, type Send, sendByXhr } from "./transport";
import { type PreparedUpload, prepare, sendPrepared, type UploadTarget } from "./upload";
import { UploadError } from "./upload-error";
import { IndexedDbStore, type UploadStore } from "./upload-store";

export interface QueueOptions extends UploadTarget {
  /** Where uploads wait; IndexedDB by default, `new MemoryStore()` writes nothing to the disk. */
  store?: UploadStore | undefined;
  /** Uploads at one time; 2 by default. */
  concurrency?: number | undefined;
  retries?: number | undefined;
  timeout?: number | undefined;
  /** Called with each change of an upload's state. */
  onChange?: ((upload: QueuedUpload) => void) | undefined;
}

export type UploadState =
  | { readonly is: "waiting" }
  | { readonly is: "sending"; readonly sent: number; readonly total: number }
  | { readonly is: "done"; readonly receipt: Receipt }
  | { readonly is: "failed"; readonly error: UploadError };

/** An upload as the page sees it. */
export interface QueuedUpload {
  readonly key: string;
  readonly name: string;
  readonly state: UploadState;
  /** Settles when it is acknowledged, has failed for good, or was cancelled. */
  readonly done: Promise<Receipt>;
}

interface Entry {
  readonly prepared: PreparedUpload;
  readonly name: string;
  readonly stop: AbortController;
  readonly resolve: (receipt: Receipt) => void;
  readonly reject: (error: UploadError) => void;
  readonly done: Promise<Receipt>;
  state: UploadState;
}

export class UploadQueue {
  readonly #options: QueueOptions;
  readonly #store: UploadStore;
  readonly #send: Send;
  readonly #entries = new Map<string, Entry>();
  #sending = 0;

  constructor(options: QueueOptions, send: Send = sendByXhr) {
    this.#options = options;
    this.#store = options.store ?? new IndexedDbStore();
    this.#send = send;
  }

  /** All uploads of this page, in the order in which they were added. */
  get uploads(): readonly QueuedUpload[] {
    return [...this.#entries.values()].map(shown);
  }

  /**
   * Send a payload that the person has agreed to send. `name` is for the list on this device and is not sent.
   *
   * Resolves once the payload waits safely (in IndexedDB by default); `done` of the result settles later.
   */
  async add(payload: ReviewedPayload, name: string): Promise<QueuedUpload> {
    const prepared = await prepare(payload, this.#options);
    await this.#store.add({ prepared, name, agreed: Date.now() });
    return this.#take(prepared, name);
  }

  /** Go on with what was waiting when the page was left, to where it was agreed to go. Call it once, at the start. */
  async resume(): Promise<readonly QueuedUpload[]> {
    const waiting = await this.#store.all();
    return waiting
      .filter(({ prepared }) => !this.#entries.has(prepared.key))
      .map(({ prepared, name }) => this.#take(prepared, name));
  }

  /** Try a failed upload again, with the same key. */
  retry(key: string): void {
    const entry = this.#entries.get(key);
    if (entry?.state.is !== "failed") return;
    this.#entries.delete(key);
    this.#take(entry.prepared, entry.name);
  }

  /** Stop an upload and forget it. What has been acknowledged stays where it was stored. */
  async cancel(key: string): Promise<void> {
    const entry = this.#entries.get(key);
    this.#entries.delete(key);
    entry?.stop.abort();
    entry?.reject(cancelled());
    await this.#store.remove(key);
    this.#next();
  }

  #take(prepared: PreparedUpload, name: string): QueuedUpload {
    const { promise, resolve, reject } = withResolvers<Receipt>();
    // Whoever awaits `done` sees the rejection; one that nobody awaits is no error of the page.
    promise.catch(() => {});
    const stop = new AbortController();
    const entry: Entry = { prepared, name, stop, resolve, reject, done: promise, state: { is: "waiting" } };
    this.#entries.set(prepared.key, entry);
    this.#next();
    return shown(entry);
  }

  #next(): void {
    for (const entry of this.#entries.values()) {
      if (this.#sending >= (this.#options.concurrency ?? 2)) return;
      if (entry.state.is === "waiting") void this.#run(entry);
    }
  }

  async #run(entry: Entry): Promise<void> {
    const { prepared } = entry;
    this.#sending += 1;
    this.#become(entry, { is: "sending", sent: 0, total: prepared.body.byteLength });
    try {
      const receipt = await sendPrepared(
        prepared,
        {
          token: this.#options.token,
          retries: this.#options.retries,
          timeout: this.#options.timeout,
          signal: entry.stop.signal,
          onProgress: (sent, total) => this.#become(entry, { is: "sending", sent, total }),
        },
        this.#send,
      );
      await this.#store.remove(prepared.key);
      this.#become(entry, { is: "done", receipt });
      entry.resolve(receipt);
    } catch (cause) {
      const error =
        cause instanceof UploadError
          ? cause
          : new UploadError("network", "The upload could not be finished.", { cause, retryable: true });
      if (error.code !== "cancelled") this.#become(entry, { is: "failed", error });
      entry.reject(error);
    } finally {
      this.#sending -= 1;
      this.#next();
    }
  }

  #become(entry: Entry, state: UploadState): void {
    if (this.#entries.get(entry.prepared.key) !== entry) return;
    entry.state = state;
    this.#options.onChange?.(shown(entry));
  }
}

function shown({ prepared, name, state, done }: Entry): QueuedUpload {
  return { key: prepared.key, name, state, done };
}

function withResolvers<T>() {
  let resolve!: (value: T) => void;
  let reject!: (reason: unknown) => void;
  const promise = new Promise<T>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}
