/** From a reviewed payload to its receipt: sealed where wanted, sent until it is acknowledged. */

import { sha256 as sha256Of } from "@noble/hashes/sha2.js";
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import pRetry, { AbortError } from "p-retry";
import {
  type Payload,
  RECEIPT_VERSION,
  type Receipt,
  type ReceiptAnswer,
  SEALED_MEDIA_TYPE,
} from "../generated/wire";
import { ReviewedPayload } from "../reviewed-payload";
import { seal } from "./sealing";
import { cancelled, type Send, sendByXhr } from "./transport";
import { UploadError } from "./upload-error";

export interface UploadTarget {
  /** Where payloads go: the address of `POST /v1/payloads`. Relative to the page, or on another origin. */
  endpoint: string | URL;
  /** For `Authorization: Bearer`; a function is asked before every try. */
  token?: string | (() => string | Promise<string>) | undefined;
  /** Public keys ("age1...") to seal for; without any the payload is sent as it is. */
  recipients?: readonly string[] | undefined;
}

export interface UploadOptions extends UploadTarget {
  signal?: AbortSignal | undefined;
  onProgress?: ((sent: number, total: number) => void) | undefined;
  /** How often it is tried again after a failure that may pass; 5 by default. */
  retries?: number | undefined;
  /** Longest time in ms for one try; 2 minutes by default. */
  timeout?: number | undefined;
}

/** A payload as it goes over the wire. */
export interface UploadBody {
  /** Made once for the payload; the same with every try. */
  readonly key: string;
  readonly mediaType: string;
  readonly body: Uint8Array<ArrayBuffer>;
  /** Hex SHA-256 of the body. */
  readonly sha256: string;
}

/** All that is needed to send, and to send again after a reload: plain data. */
export interface PreparedUpload extends UploadBody {
  readonly endpoint: string;
  /** The receipt but for the answer. */
  readonly receipt: Omit<Receipt, "answer" | "sent">;
}

const DEFAULTS = { retries: 5, timeout: 120_000, firstPause: 1000, longestPause: 60_000 };

/**
 * Send one payload. Call it when the person has agreed, not before.
 *
 * Resolves to the receipt once the receiver has said that it is stored; rejects with an `UploadError`. Every try has the
 * same idempotency key, so that a lost answer stores nothing twice.
 */
export async function upload(payload: ReviewedPayload, options: UploadOptions): Promise<Receipt> {
  return sendPrepared(await prepare(payload, options), options);
}

/** Make the body of the one request that sends a payload: sealed where there are recipients. Nothing is sent. */
export async function toBody(
  payload: ReviewedPayload,
  recipients: readonly string[] = [],
): Promise<UploadBody> {
  // Types are gone at run time, and this is the one door.
  if (!(payload instanceof ReviewedPayload)) throw new TypeError("upload takes what review.payload() made.");
  const plain = payload.bytes();
  const isSealed = recipients.length > 0;
  const body = isSealed ? await seal(plain, recipients) : plain;
  const digest = bytesToHex(sha256Of(body));
  if (!isSealed && digest !== payload.sha256) throw new TypeError("The payload is not what was reviewed.");
  const mediaType = isSealed ? SEALED_MEDIA_TYPE : payload.mediaType;
  return { key: crypto.randomUUID(), mediaType, body, sha256: digest };
}

/** The headers that go with a body, but for `Authorization`. */
export function headersOf({ key, mediaType, sha256 }: Omit<UploadBody, "body">): Record<string, string> {
  return {
    "Content-Type": mediaType,
    "Content-Digest": `sha-256=:${base64(hexToBytes(sha256))}:`,
    "Idempotency-Key": key,
  };
}

/** Seal where wanted, and give the payload its key. Nothing is sent. */
export async function prepare(payload: ReviewedPayload, target: UploadTarget): Promise<PreparedUpload> {
  const recipients = [...(target.recipients ?? [])];
  const endpoint = new URL(target.endpoint, globalThis.location?.href);
  if (endpoint.username || endpoint.password) throw new TypeError("The endpoint must not hold a password.");
  const made = await toBody(payload, recipients);
  const { key, body, sha256: digest } = made;
  const { document, parsers } = JSON.parse(payload.text()) as Payload;
  return {
    ...made,
    endpoint: endpoint.href,
    receipt: {
      receipt_version: RECEIPT_VERSION,
      payload: { sha256: payload.sha256, bytes: payload.size, media_type: payload.mediaType },
      ...(recipients.length > 0
        ? { sealed: { sha256: digest, bytes: body.byteLength, media_type: SEALED_MEDIA_TYPE }, recipients }
        : {}),
      endpoint: `${endpoint.origin}${endpoint.pathname}`,
      idempotency_key: key,
      format: document.format,
      page_count: document.page_count,
      parsers,
      withheld: document.withheld ?? {},
      ...(document.source_sha256 ? { source_sha256: document.source_sha256 } : {}),
    },
  };
}

/** Send what was prepared, now or before a reload, until it is acknowledged or cannot be. */
export async function sendPrepared(
  prepared: PreparedUpload,
  { token, signal, onProgress, retries, timeout }: Omit<UploadOptions, "endpoint" | "recipients"> = {},
  send: Send = sendByXhr,
): Promise<Receipt> {
  const attempt = async (): Promise<ReceiptAnswer> => {
    const bearer = typeof token === "function" ? await token() : token;
    const headers = headersOf(prepared);
    if (bearer) headers.Authorization = `Bearer ${bearer}`;
    const outgoing = { endpoint: prepared.endpoint, headers, body: prepared.body, sha256: prepared.sha256 };
    try {
      return await send(outgoing, { signal, onProgress, timeout: timeout ?? DEFAULTS.timeout });
    } catch (error) {
      const known = asUploadError(error);
      throw known.retryable ? known : new AbortError(known);
    }
  };
  try {
    const answer = await pRetry(attempt, {
      retries: retries ?? DEFAULTS.retries,
      minTimeout: DEFAULTS.firstPause,
      maxTimeout: DEFAULTS.longestPause,
      // Forty tabs that lost the network at one moment do not come back at one moment.
      randomize: true,
      ...(signal ? { signal } : {}),
      onFailedAttempt: async ({ error, retriesLeft }) => {
        const pause = error instanceof UploadError ? error.retryAfter : undefined;
        if (pause && retriesLeft > 0) await sleep(pause, signal);
      },
    });
    return { ...prepared.receipt, sent: new Date().toISOString(), answer };
  } catch (error) {
    throw signal?.aborted ? cancelled() : asUploadError(error);
  }
}

/** What is thrown by anything else (a token that could not be had, for one) is not the receiver's fault. */
function asUploadError(error: unknown): UploadError {
  if (error instanceof UploadError) return error;
  return new UploadError("network", "The upload could not be started.", { cause: error, retryable: false });
}

function sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      clearTimeout(timer);
      reject(cancelled());
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", onAbort);
      resolve();
    }, milliseconds);
    signal?.addEventListener("abort", onAbort, { once: true });
  });
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
