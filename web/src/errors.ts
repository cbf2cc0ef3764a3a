/** The one error class of this side of the boundary; `code` is the stable thing to branch on. */

import type { ErrorCode, Locator, WireError } from "./generated/wire";

export type { ErrorCode } from "./generated/wire";

export interface DocumentErrorDetails {
  /** False where the message is for developers, and a person should only hear that it failed. */
  userFacing?: boolean;
  /** True where trying the same file again may well work. */
  retryable?: boolean;
  /** Where in the file the fault stands. */
  where?: Locator;
  cause?: unknown;
}

/** A document could not be read. `message` is a whole sentence and never quotes the document. */
export class DocumentError extends Error {
  override readonly name = "DocumentError";
  readonly code: ErrorCode;
  readonly userFacing: boolean;
  readonly retryable: boolean;
  readonly where: Locator | undefined;

  constructor(code: ErrorCode, message: string, details: DocumentErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.userFacing = details.userFacing ?? true;
    this.retryable = details.retryable ?? false;
    this.where = details.where;
  }
}

/** Rebuild the error that crossed the boundary as a value. */
export function fromWire(error: WireError): DocumentError {
  const details: DocumentErrorDetails = {
    userFacing: error.user_facing ?? true,
    retryable: error.retryable ?? false,
  };
  if (error.where) details.where = error.where;
  return new DocumentError(error.code, error.message, details);
}

/** The value that crosses the boundary for an error raised on this side. */
export function toWire(error: DocumentError): WireError {
  return {
    code: error.code,
    message: error.message,
    user_facing: error.userFacing,
    retryable: error.retryable,
    ...(error.where ? { where: error.where } : {}),
  };
}

/** The errors that only the browser side can raise, each with its one wording. */
export const browserErrors = {
  cancelled: () => new DocumentError("cancelled", "Reading was cancelled.", { retryable: true }),

  disposed: () => new DocumentError("cancelled", "Reading was cancelled because the reader was closed."),

  crashed: (cause?: unknown) =>
    new DocumentError(
      "worker_crashed",
      "Reading this file made the reader stop, most likely because it ran out of memory. Other files are not affected.",
      { retryable: true, cause },
    ),

  timeout: (milliseconds: number) =>
    new DocumentError(
      "timeout",
      `Reading this file took longer than ${durationText(milliseconds)} and was stopped.`,
      { retryable: true },
    ),

  stalled: (milliseconds: number) =>
    new DocumentError(
      "stalled",
      `This file could not be read: nothing moved for ${durationText(milliseconds)}, so reading was stopped. It is probably damaged or built in an unusual way. Save or print it anew from the program that opens it, and read that copy.`,
    ),

  loadFailed: (reason: string, cause?: unknown) =>
    new DocumentError("load_failed", `The reader could not be started: ${reason}`, {
      retryable: true,
      cause,
    }),

  versionMismatch: () =>
    new DocumentError(
      "version_mismatch",
      "This page and its reader are of different versions, which happens after an update. Reload the page and try again.",
    ),

  unreadable: (cause?: unknown) =>
    new DocumentError(
      "unreadable",
      "The browser could not read this file. It may have been moved, changed or deleted since it was chosen, or be a folder.",
      { retryable: true, cause },
    ),

  tooLarge: (bytes: number) =>
    new DocumentError(
      "limit_exceeded",
      `The file is ${(bytes / 2 ** 30).toFixed(1)} GB, more than a browser tab can hold in memory. It was not read.`,
    ),
} as const;

function durationText(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 1) return `${milliseconds} milliseconds`;
  if (seconds === 1) return "1 second";
  if (seconds < 120) return `${seconds} seconds`;
  return `${Math.round(seconds / 60)} minutes`;
}
