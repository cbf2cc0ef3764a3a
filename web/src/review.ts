/** The review of a set of documents, as the page holds it: questions to a worker of its own, one after the other. */

import { type LoadProgress, toParseProgress } from "./client-options";
import { browserErrors, DocumentError } from "./errors";
import { callSafely } from "./parse-job";
import type {
  Change,
  PageView,
  PayloadContent,
  Policy,
  Progress,
  ReviewChanged,
  ReviewOpened,
  ReviewPayload,
  ReviewResponse,
} from "./protocol";
import { type ReviewedPayload, reviewedPayload } from "./reviewed-payload";
import type { ReviewAsked, WorkerSession } from "./worker-session";

/** A document to be reviewed. */
export interface ReviewSource {
  /** The page's own name for it, unique in the set. */
  readonly key: string;
  /** The document as JSON text: `json` of what `client.parse` gave. */
  readonly json: string;
  readonly filename?: string | undefined;
  /** Hex SHA-256 of the file; enters a payload only where `includeSourceSha256` says so. */
  readonly sourceSha256?: string | undefined;
  /** Another policy than that of the set. */
  readonly policy?: Policy | undefined;
}

export interface ReviewOptions {
  readonly policy?: Policy | undefined;
  /** Aborting ends the worker; the review begins anew, with all that was decided, when it is next asked. */
  readonly signal?: AbortSignal | undefined;
  /** Told how loading ("boot", "packages") and looking through the pages ("redact") go on. */
  readonly onProgress?: ((progress: LoadProgress) => void) | undefined;
}

export interface PayloadOptions extends Omit<ReviewOptions, "policy"> {
  /** What of each page is sent; the text by default. */
  readonly contents?: readonly PayloadContent[] | undefined;
  readonly includeName?: boolean | undefined;
  readonly includeSourceSha256?: boolean | undefined;
  /** The most tokens of a chunk; 400 by default. */
  readonly chunkTokens?: number | undefined;
}

/** What has to be told to a new worker to be where the last one was. */
interface Told {
  readonly request: ReviewAsked;
  readonly expected: ReviewResponse["type"];
  readonly data?: Blob | undefined;
}

type Answer<T extends ReviewResponse["type"]> = Extract<ReviewResponse, { type: T }>;

export class Review {
  readonly #newSession: (onProgress: (progress: Progress) => void) => WorkerSession;
  readonly #policy: Policy | undefined;
  readonly #onDispose: () => void;
  readonly #opened = new Map<string, ReviewOpened>();
  #told: Told[] = [];
  #session: WorkerSession | undefined;
  #tail: Promise<unknown> = Promise.resolve();
  #listener: ((progress: LoadProgress) => void) | undefined;
  #isDisposed = false;
  #canUndo = false;
  #canRedo = false;

  /** @internal Made by `client.openReview`. */
  constructor(
    newSession: (onProgress: (progress: Progress) => void) => WorkerSession,
    policy: Policy | undefined,
    onDispose: () => void,
  ) {
    this.#newSession = newSession;
    this.#policy = policy;
    this.#onDispose = onDispose;
  }

  /** What was found in each document when it was opened, by key; `change` says what is different since. */
  get documents(): ReadonlyMap<string, ReviewOpened> {
    return this.#opened;
  }

  get canUndo(): boolean {
    return this.#canUndo;
  }

  get canRedo(): boolean {
    return this.#canRedo;
  }

  /** Take one more document into the set; under a key that is there already it takes that one's place. */
  async open(source: ReviewSource, options: ReviewOptions = {}): Promise<ReviewOpened> {
    const { key, json, filename, sourceSha256 } = source;
    const policy = source.policy ?? this.#policy;
    const request: ReviewAsked = { type: "review_open", document: key };
    if (filename !== undefined) request.filename = filename;
    if (sourceSha256 !== undefined) request.source_sha256 = sourceSha256;
    if (policy !== undefined) request.policy = policy;
    const told = { request, expected: "review_opened", data: new Blob([json]) } as const;
    return this.#ask("review_opened", told, options, (opened) => {
      this.#told.push(told);
      this.#opened.set(key, opened);
    });
  }

  /** Pages `first` to `last` by index, inclusive, as they are and as they would be sent; at most 200 at a time. */
  async view(document: string, first: number, last: number, { markdown = false } = {}): Promise<PageView[]> {
    const request = { type: "review_view", document, first, last, markdown } as const;
    return (await this.#ask("review_pages", { request, expected: "review_pages" })).pages;
  }

  /** Change something; resolves to what is different in each document of the set. */
  async change(document: string, change: Change): Promise<ReviewChanged> {
    const told = {
      request: { type: "review_change", document, change: structuredClone(change) },
      expected: "review_changed",
    } as const;
    return this.#ask("review_changed", told, {}, (changed) => {
      this.#told.push(told);
      this.#canUndo = changed.can_undo;
      this.#canRedo = changed.can_redo;
    });
  }

  /** Take the last change of the set back. */
  undo(): Promise<ReviewChanged> {
    return this.change(this.#anyKey(), { type: "undo" });
  }

  /** Make the change that was taken back last once more. */
  redo(): Promise<ReviewChanged> {
    return this.change(this.#anyKey(), { type: "redo" });
  }

  /**
   * What would be sent of a document, as the person sees it: the one thing that `upload` takes. Rejects with
   * `redaction_incomplete` where the second scan finds something that had to be redacted.
   */
  async payload(document: string, options: PayloadOptions = {}): Promise<ReviewedPayload> {
    const request: ReviewAsked = {
      type: "review_payload",
      document,
      contents: [...(options.contents ?? ["text"])],
      include_name: options.includeName ?? false,
      include_source_sha256: options.includeSourceSha256 ?? false,
      chunk_tokens: options.chunkTokens ?? 400,
    };
    const answer = await this.#ask("review_payload", { request, expected: "review_payload" }, options);
    if (answer.document !== document || !(await isWhole(answer))) throw browserErrors.crashed();
    return reviewedPayload(answer);
  }

  /** What the labels stand for, as JSON text for `docsieve restore`. It holds what was redacted: keep it here. */
  async vault(): Promise<string> {
    const told = { request: { type: "review_vault" }, expected: "review_vault" } as const;
    return (await this.#ask("review_vault", told)).vault;
  }

  /** Put values in place of the set's labels, in an answer to what was sent for instance. */
  async restore(text: string): Promise<{ text: string; restored: number }> {
    const told = { request: { type: "review_restore", text }, expected: "review_restored" } as const;
    const answer = await this.#ask("review_restored", told);
    return { text: answer.text, restored: answer.restored };
  }

  /** Forget one document of the set. */
  async close(document: string): Promise<void> {
    const told = { request: { type: "review_close", document }, expected: "review_closed" } as const;
    await this.#ask("review_closed", told, {}, () => {
      this.#told.push(told);
      this.#opened.delete(document);
    });
  }

  /** End the review and its worker; what is asked from now on, or not answered yet, rejects with `cancelled`. */
  dispose(): void {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    this.#session?.end(browserErrors.disposed());
    this.#told = [];
    this.#opened.clear();
    this.#onDispose();
  }

  #anyKey(): string {
    const [key] = this.#opened.keys();
    if (key === undefined) throw new TypeError("there is no document in this review");
    return key;
  }

  /** Ask when everything before was answered. `onAnswer` runs before anything else is asked. */
  #ask<T extends ReviewResponse["type"]>(
    expected: T,
    told: Told,
    { signal, onProgress }: ReviewOptions = {},
    onAnswer: (answer: Answer<T>) => void = () => {},
  ): Promise<Answer<T>> {
    const turn = this.#tail.then(async () => {
      if (signal?.aborted) throw browserErrors.cancelled();
      const onAbort = () => this.#session?.end(browserErrors.cancelled());
      signal?.addEventListener("abort", onAbort, { once: true });
      this.#listener = onProgress;
      try {
        const session = await this.#ready();
        const answer = await this.#tell(session, expected, told);
        onAnswer(answer);
        return answer;
      } catch (error) {
        throw error instanceof DocumentError ? error : browserErrors.crashed(error);
      } finally {
        this.#listener = undefined;
        signal?.removeEventListener("abort", onAbort);
      }
    });
    this.#tail = turn.catch(() => {});
    return turn;
  }

  /** The worker; a new one where there is none, brought to where the last one was. */
  async #ready(): Promise<WorkerSession> {
    if (this.#isDisposed) throw browserErrors.disposed();
    if (this.#session && !this.#session.hasEnded) return this.#session;
    const session = this.#newSession((progress) => this.#report(progress));
    this.#session = session;
    await session.ready;
    try {
      for (const told of this.#told) await this.#tell(session, told.expected, told);
    } catch (error) {
      session.end(browserErrors.crashed(error)); // half of it is no review
      throw error;
    }
    return session;
  }

  #tell<T extends ReviewResponse["type"]>(
    session: WorkerSession,
    expected: T,
    { request, data }: Told,
  ): Promise<Answer<T>> {
    return session.review(request, expected, data, (progress) => this.#report(progress));
  }

  #report(progress: Progress): void {
    callSafely<LoadProgress>(this.#listener, toParseProgress(progress));
  }
}

/** The bytes have the length and the hash that the worker says; without WebCrypto (no secure context) only the length. */
async function isWhole({ payload, sha256, bytes }: ReviewPayload): Promise<boolean> {
  const encoded = new TextEncoder().encode(payload);
  if (encoded.byteLength !== bytes) return false;
  if (globalThis.crypto?.subtle === undefined) return true;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", encoded));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("") === sha256;
}
