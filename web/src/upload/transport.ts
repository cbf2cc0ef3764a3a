/** One request: a body goes out, the receiver's answer comes back. XMLHttpRequest, since fetch tells no progress. */

import type { ReceiptAnswer } from "../generated/wire";
import { errorOfAnswer, UploadError } from "./upload-error";

export interface Outgoing {
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array<ArrayBuffer>;
  /** Hex SHA-256 of the body: the receiver's answer must name the same. */
  readonly sha256: string;
}

export interface SendOptions {
  signal?: AbortSignal | undefined;
  /** Longest time in ms for the whole request. */
  timeout: number;
  /** Bytes that are out, of all. */
  onProgress?: ((sent: number, total: number) => void) | undefined;
}

/** Sends a body once; `sendByXhr`, or a test's own. */
export type Send = (outgoing: Outgoing, options: SendOptions) => Promise<ReceiptAnswer>;

export const sendByXhr: Send = ({ endpoint, headers, body, sha256 }, { signal, timeout, onProgress }) =>
  new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(cancelled());
      return;
    }
    const request = new XMLHttpRequest();
    const onAbort = () => request.abort();
    const settled = () => signal?.removeEventListener("abort", onAbort);
    signal?.addEventListener("abort", onAbort);
    request.open("POST", endpoint);
    // No cookies, no HTTP authentication of the browser: a token is the page's to give.
    request.withCredentials = false;
    request.timeout = timeout;
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    if (onProgress) {
      request.upload.addEventListener("progress", (event) => onProgress(event.loaded, body.byteLength));
    }
    request.addEventListener("loadend", settled);
    request.addEventListener("abort", () => reject(cancelled()));
    request.addEventListener("timeout", () =>
      reject(new UploadError("timeout", "The receiver did not answer in time.", { retryable: true })),
    );
    request.addEventListener("error", () =>
      reject(new UploadError("network", "The receiver cannot be reached.", { retryable: true })),
    );
    request.addEventListener("load", () => {
      if (request.status === 200 || request.status === 201) {
        try {
          resolve(readAnswer(request.responseText, sha256));
        } catch (error) {
          reject(error);
        }
      } else {
        const pause = request.getResponseHeader("Retry-After");
        reject(errorOfAnswer(request.status, request.responseText, pause));
      }
    });
    request.send(body);
  });

/** Read what the receiver says of what it stored; anything else is no acknowledgement. */
export function readAnswer(text: string, sha256: string): ReceiptAnswer {
  let answer: Partial<ReceiptAnswer>;
  try {
    answer = (JSON.parse(text) ?? {}) as Partial<ReceiptAnswer>;
  } catch (cause) {
    throw new UploadError("bad_answer", "What answered is no receiver of Docsieve payloads.", { cause });
  }
  const { id, received, duplicate } = answer;
  if (typeof id !== "string" || typeof received !== "string") {
    throw new UploadError("bad_answer", "What answered is no receiver of Docsieve payloads.");
  }
  if (answer.sha256 !== sha256) {
    throw new UploadError("bad_answer", "The receiver stored something else than was sent.");
  }
  return { id, received, sha256, duplicate: duplicate === true };
}

export function cancelled(): UploadError {
  return new UploadError("cancelled", "The upload was cancelled.");
}
