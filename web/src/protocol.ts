/** What crosses between page and worker: the messages generated from `docsieve.protocol`, and how they travel. */

import type {
  Failed,
  Init,
  ParseRequest,
  Preloaded,
  PreloadRequest,
  Progress,
  Ready,
  Result,
  WorkerState,
} from "./generated/wire";

export type * from "./generated/wire";
export { PROTOCOL_VERSION } from "./generated/wire";

/** Set by the build: what the bundle builder says of the assets; the rest of it belongs to `runtime.ts`. */
declare const __DOCSIEVE_RUNTIME__: { readonly build_id: string };

/** Page and worker must come from one build: their protocol, wheels and Python state fit only each other. */
export const BUILD_ID: string = __DOCSIEVE_RUNTIME__.build_id;

/** The file beside a `ParseRequest`: a Blob is read in the worker, a buffer is transferred to it. */
export type FileData = Blob | ArrayBuffer;

/** Page to worker. */
export type ToWorker =
  | { readonly request: Init | PreloadRequest }
  | { readonly request: ParseRequest; readonly data: FileData };

/** Worker to page. */
export type FromWorker = Ready | Preloaded | Progress | Result | Failed | WorkerState;
