/** Why an upload failed: a stable code, a sentence for people, whether trying again may help. */

export type UploadErrorCode =
  /** The person or the page stopped it. */
  | "cancelled"
  /** No answer: no network, or the receiver cannot be reached from this page. */
  | "network"
  /** No answer in time. */
  | "timeout"
  /** The receiver wants another token, or none that this page has. */
  | "not_allowed"
  /** The receiver will not take this payload. */
  | "refused"
  /** The receiver has too much to do, or failed. */
  | "unavailable"
  /** It answered with something else than a receipt: another kind of server, or a hash that differs. */
  | "bad_answer"
  /** Sealing failed: a recipient that is no public key. */
  | "not_sealed";

export class UploadError extends Error {
  override readonly name = "UploadError";
  readonly code: UploadErrorCode;
  readonly retryable: boolean;
  /** HTTP status and the receiver's own code, where it answered. */
  readonly status: number | undefined;
  readonly reason: string | undefined;
  /** The receiver asks for so long a pause, in ms. */
  readonly retryAfter: number | undefined;

  constructor(
    code: UploadErrorCode,
    message: string,
    details: {
      retryable?: boolean;
      status?: number | undefined;
      reason?: string | undefined;
      retryAfter?: number | undefined;
      cause?: unknown;
    } = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.retryable = details.retryable ?? false;
    this.status = details.status;
    this.reason = details.reason;
    this.retryAfter = details.retryAfter;
  }
}

/** The longest pause a receiver may ask for. */
const LONGEST_PAUSE_MS = 5 * 60_000;

/** The error for an answer that is neither 200 nor 201. The receiver's own sentence is not shown: it is not ours. */
export function errorOfAnswer(status: number, body: string, retryAfter: string | null): UploadError {
  const details = { status, reason: reasonOf(body), retryAfter: pauseOf(retryAfter) };
  if (status === 401 || status === 403) {
    return new UploadError("not_allowed", "The receiver does not let this page send to it.", details);
  }
  if (status === 408 || status === 425 || status === 429 || status >= 500) {
    const sentence = "The receiver has too much to do, or is not well. It is tried again.";
    return new UploadError("unavailable", sentence, { ...details, retryable: true });
  }
  if (status === 400 && (details.reason === "bad_digest" || details.reason === "incomplete")) {
    return new UploadError("unavailable", "The payload was damaged on the way. It is tried again.", {
      ...details,
      retryable: true,
    });
  }
  if (status === 413) {
    return new UploadError("refused", "The receiver does not take payloads of this size.", details);
  }
  if (status === 410) {
    return new UploadError("refused", "The receiver had this payload, and deleted it.", details);
  }
  return new UploadError("refused", `The receiver refused the payload (status ${status}).`, details);
}

function reasonOf(body: string): string | undefined {
  try {
    const { code } = JSON.parse(body) as { code?: unknown };
    return typeof code === "string" && /^[a-z0-9_]{1,40}$/.test(code) ? code : undefined;
  } catch {
    return undefined;
  }
}

function pauseOf(header: string | null): number | undefined {
  if (header === null) return undefined;
  const milliseconds = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(milliseconds) ? Math.min(Math.max(milliseconds, 0), LONGEST_PAUSE_MS) : undefined;
}
