/** What can be chosen: for a client once, and for each file. */

import type { DefaultOutput } from "./parsed-document";
import type {
  ChunkOptions,
  HiddenChoice,
  Limits,
  Output,
  PageText,
  Progress,
  ResourceEntry,
  Stage,
} from "./protocol";

export interface ClientOptions {
  /** How many workers may read at the same time; each holds its own Python (about 100 MB). Default 1. */
  workers?: number | undefined;
  /** The folder docsieve is served from, where that is not where this module was loaded from. Same origin only. */
  baseUrl?: string | URL | undefined;
  /** Formats to load while starting; others are loaded when a file needs them. */
  preload?: readonly string[] | undefined;
  /** Longest time in ms for one file, from its start; 0 for none. Default 10 minutes. */
  timeout?: number | undefined;
  /**
   * Longest time in ms without a sign that a file is being read, from when its bytes and all that its format needs are
   * there; 0 for none. A long file that goes on is never ended by it. Default 90 seconds.
   */
  stallTimeout?: number | undefined;
  /**
   * Longest time in ms without a sign of life while the reader starts. Default 150 seconds,
   * more than the worker gives itself, since its own word on the cause is better.
   */
  bootTimeout?: number | undefined;
  /** A worker is replaced after this many files. Default 200. */
  maxFilesPerWorker?: number | undefined;
  /** A worker is replaced once its WebAssembly memory, which never shrinks, is larger than this. Default 1 GiB. */
  maxHeapBytes?: number | undefined;
  /** Told how the start of a worker goes on. */
  onLoading?: ((progress: LoadProgress) => void) | undefined;
  /** Told every request the workers made, from Resource Timing. */
  onRequests?: ((entries: readonly ResourceEntry[]) => void) | undefined;
}

export interface ParseOptions<O extends Output = Output> {
  /** Helps where the content alone does not decide; a File brings its own. */
  filename?: string | undefined;
  /** For encrypted files. Lives in the worker for this one file; the worker is replaced afterwards. */
  password?: string | undefined;
  /** 1-based inclusive ranges of pages to read, `[[1, 3], [40, Infinity]]`; all by default. */
  pages?: readonly (readonly [first: number, last: number])[] | undefined;
  /**
   * What a reader of the original would not see (deleted or hidden text, hidden sheets, ...): "include" shows it in
   * every output, marked as hidden; "exclude" leaves it out of every output. By default the document has it, flagged,
   * and texts show of it what a reader can unfold: hidden sheets, rows, columns and slides. A warning counts it.
   */
  hidden?: HiddenChoice | undefined;
  /** Which outputs to make; all but "html" and "chunks" by default. Fewer is faster. */
  outputs?: readonly O[] | undefined;
  /** How the output "chunks" is cut; by default into pieces of at most 400 tokens, along the structure. */
  chunking?: ChunkOptions | undefined;
  limits?: Limits | undefined;
  /** Aborting drops a waiting file, and stops a running one by ending its worker. */
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: ParseProgress) => void) | undefined;
  /**
   * Told the text of pages as soon as they are read: in order, each once, a few at a time. It comes before what only
   * the whole document can tell is known (headings, running headers); the result replaces it. A document of one page
   * comes as the result alone.
   */
  onPages?: ((pages: readonly PageText[]) => void) | undefined;
  /** Longest time in ms for this file, from its start; 0 for none. */
  timeout?: number | undefined;
  /** Longest time in ms without a sign that this file is being read; 0 for none. See `ClientOptions`. */
  stallTimeout?: number | undefined;
  /** Give the ArrayBuffer away (it is detached) instead of copying it. */
  transfer?: boolean | undefined;
}

export interface LoadProgress {
  readonly stage: Stage;
  readonly done: number;
  readonly total: number | undefined;
}

/** `done` of `total` are pages while parsing ("parse"), bytes or files while loading ("boot", "packages"). */
export type ParseProgress = LoadProgress;

/** How long a file may take, in ms; 0 is for ever. */
export interface TimeLimits {
  readonly timeout: number;
  readonly stallTimeout: number;
}

export const DEFAULTS = {
  workers: 1,
  timeout: 10 * 60_000,
  stallTimeout: 90_000,
  bootTimeout: 150_000,
  maxFilesPerWorker: 200,
  maxHeapBytes: 2 ** 30,
} as const;

export const DEFAULT_OUTPUTS: readonly DefaultOutput[] = ["text", "markdown", "json"];

export function toParseProgress({ stage, done, total }: Progress): ParseProgress {
  return { stage, done, total: total ?? undefined };
}
