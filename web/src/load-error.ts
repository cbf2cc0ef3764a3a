/** Why the reader could not be started, and waiting with an end. */

import { DocumentError } from "./errors";

/** An asset could not be had or the program did not start. `asset` names the file where it is one. */
export class LoadError extends DocumentError {
  readonly asset: string | undefined;
  readonly reason: string;

  constructor(reason: string, details: { asset?: string; cause?: unknown } = {}) {
    super("load_failed", `The reader could not be started: ${reason}`, {
      retryable: true,
      cause: details.cause,
    });
    this.asset = details.asset;
    this.reason = reason;
  }
}

/** Settle as the promise does, or reject with the error once the time is over. */
export function within<T>(milliseconds: number, promise: Promise<T>, late: Error): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late), milliseconds);
  });
  return Promise.race([promise, over]).finally(() => clearTimeout(timer));
}
