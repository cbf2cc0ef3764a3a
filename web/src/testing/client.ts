/** What tests of the client need beside the fake worker. */

import { vi } from "vitest";
import type { Supply } from "../asset-supply";
import type { DocumentError } from "../errors";

/** A site without files: the fake worker needs none. */
export const noFiles: Supply = { core: [], redaction: [], has: () => false, send: () => {} };

/** Let promises and the fake's messages run. */
export const settle = () => vi.advanceTimersByTimeAsync(5);

/** The error of a promise that must reject; attached at once, so that no rejection goes unhandled. */
export const failure = (promise: Promise<unknown>): Promise<DocumentError> =>
  promise.then(
    () => {
      throw new Error("it was expected to fail");
    },
    (error) => error,
  );
