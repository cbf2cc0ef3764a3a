/** `docsieve.js`: what other pages import. */

export { createClient, type DocumentClient, type RecognitionOffer } from "./client";
export type { ClientOptions, LoadProgress, ParseOptions, ParseProgress } from "./client-options";
export { DocumentError, type ErrorCode } from "./errors";
export type { FileSource } from "./parse-job";
export type { ParsedDocument } from "./parsed-document";
export type {
  Change,
  Chunk,
  ChunkOptions,
  Document,
  FormatInfo,
  Kind,
  Limits,
  Operator,
  Output,
  PageText,
  PageView,
  ParseWarning,
  Policy,
  ResourceEntry,
  ReviewChanged,
  ReviewMatch,
  ReviewOpened,
  Withheld,
} from "./protocol";
export type { RecogniseOptions } from "./recognition/recognise";
export type { PayloadOptions, Review, ReviewOptions, ReviewSource } from "./review";
export type { ReviewedPayload } from "./reviewed-payload";
