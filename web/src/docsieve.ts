/** `docsieve.js`: what other pages import. */

export { createClient, type DocumentClient } from "./client";
export type { ClientOptions, LoadProgress, ParseOptions, ParseProgress } from "./client-options";
export { DocumentError, type ErrorCode } from "./errors";
export type { FileSource } from "./parse-job";
export type { ParsedDocument } from "./parsed-document";
export type {
  Chunk,
  ChunkOptions,
  Document,
  FormatInfo,
  Limits,
  Output,
  ParseWarning,
  ResourceEntry,
} from "./protocol";
