/** What crosses between page and worker: the messages generated from `docsieve.protocol`, and how they travel. */

import type { AssetData } from "./asset-inbox";
import type {
  Failed,
  FormatInfo,
  Init,
  PagesRead,
  ParseRequest,
  Preloaded,
  PreloadRequest,
  Progress,
  Ready,
  RecognitionRequest,
  RecognitionResponse,
  Result,
  ReviewRequest,
  ReviewResponse,
  Supplied,
  Wanted,
  WorkerState,
} from "./generated/wire";

export type * from "./generated/wire";
export { PROTOCOL_VERSION } from "./generated/wire";

// Set by the build from what the bundle builder says; the list of assets belongs to `runtime.ts`.
declare const __DOCSIEVE_BUILD_ID__: string;
declare const __DOCSIEVE_FORMATS__: readonly FormatInfo[];

/** Page and worker must come from one build: their protocol, wheels and Python state fit only each other. */
export const BUILD_ID: string = __DOCSIEVE_BUILD_ID__;

/** The formats of this build, known before any worker runs. */
export const BUILD_FORMATS: readonly FormatInfo[] = __DOCSIEVE_FORMATS__;

/** The file beside a `ParseRequest`: a Blob is read in the worker, a buffer is transferred to it. */
export type FileData = Blob | ArrayBuffer;

/** Page to worker. */
export type ToWorker =
  | { readonly request: Init | PreloadRequest }
  | { readonly request: ParseRequest; readonly data: FileData }
  | { readonly request: ReviewRequest | RecognitionRequest; readonly data?: FileData }
  | Supply;

/** A file of the site for the worker; no answer follows. */
export interface Supply {
  readonly request: Supplied;
  readonly asset?: AssetData;
}

/** Worker to page. */
export type FromWorker =
  | Ready
  | Preloaded
  | Progress
  | PagesRead
  | Result
  | ReviewResponse
  | RecognitionResponse
  | Failed
  | Wanted
  | WorkerState;
