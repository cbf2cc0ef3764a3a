/** From chosen files to reviewed payloads: read here, gone through by the person; nothing else comes out. */

import type { DocumentClient } from "../client";
import type { LoadProgress, ParseOptions } from "../client-options";
import { browserErrors, DocumentError } from "../errors";
import type { Policy } from "../protocol";
import type { Review, ReviewSource } from "../review";
import { ReviewedPayload } from "../reviewed-payload";

/** A file that a person chose. It stays in the page. */
export interface FileToReview {
  /** Its key in the review. */
  readonly key: string;
  /** Shown to the person; not sent unless they say so. */
  readonly name: string;
  readonly file: Blob;
}

/**
 * Lets the person go through the documents, and resolves to what they agreed to send: by key a payload made by
 * `session.payload(key)`, or null for what they refused. What is missing counts as refused.
 */
export type ReviewCallback = (
  session: Review,
  files: readonly FileToReview[],
  /** Aborted when nobody waits for the answer any more. */
  options: { readonly signal: AbortSignal | undefined },
) => Promise<ReadonlyMap<string, ReviewedPayload | null>>;

export interface ReviewFilesOptions {
  readonly client: DocumentClient;
  readonly review: ReviewCallback;
  readonly policy?: Policy | undefined;
  /** Asked for the password of a file that needs one, again after a wrong one; undefined gives the file up. */
  readonly password?:
    | ((file: FileToReview, wasWrong: boolean) => Promise<string | undefined> | string | undefined)
    | undefined;
  readonly parse?: Pick<ParseOptions, "limits" | "timeout" | "stallTimeout" | "hidden"> | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Told how reading a file goes on. */
  readonly onProgress?: ((file: FileToReview, progress: LoadProgress) => void) | undefined;
}

/** What came of one file. Only of the first kind is there anything to send. */
export type ReviewOutcome =
  | { readonly is: "reviewed"; readonly payload: ReviewedPayload }
  | { readonly is: "refused" }
  | { readonly is: "unreadable"; readonly error: DocumentError };

/**
 * Read files and have them reviewed as one set, so that labels mean the same in all of them.
 *
 * Resolves to an outcome for every file, by key. Rejects, with nothing to send, where the review fails or gives
 * something that is no payload of the document in question.
 */
export async function reviewFiles(
  files: readonly FileToReview[],
  options: ReviewFilesOptions,
): Promise<ReadonlyMap<string, ReviewOutcome>> {
  const { client, policy, signal } = options;
  const outcomes = new Map<string, ReviewOutcome>();
  const sources: ReviewSource[] = [];
  await Promise.all(
    files.map(async (file) => {
      try {
        const json = await read(file, options);
        sources.push({ key: file.key, json, filename: file.name });
      } catch (error) {
        if (!(error instanceof DocumentError) || signal?.aborted) throw error;
        outcomes.set(file.key, { is: "unreadable", error });
      }
    }),
  );
  const readable = files.filter(({ key }) => !outcomes.has(key));
  if (readable.length === 0) return outcomes;
  // In the order in which they were chosen, whichever was read first: labels are counted in that order.
  const order = new Map(files.map(({ key }, index) => [key, index]));
  sources.sort((one, other) => (order.get(one.key) ?? 0) - (order.get(other.key) ?? 0));
  const session = await client.openReview(sources, { policy, signal });
  try {
    const agreed = await unlessAborted(options.review(session, readable, { signal }), signal);
    for (const { key } of readable) outcomes.set(key, toOutcome(agreed.get(key), key));
    return outcomes;
  } finally {
    session.dispose();
  }
}

/** A review may take for ever; who stopped it does not wait for it. */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(browserErrors.cancelled());
    if (signal.aborted) onAbort();
    signal.addEventListener("abort", onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}

function toOutcome(payload: ReviewedPayload | null | undefined, key: string): ReviewOutcome {
  if (payload === null || payload === undefined) return { is: "refused" };
  // Types are gone at run time; and a payload under a wrong key would be one that nobody agreed to send as this.
  if (!(payload instanceof ReviewedPayload) || payload.document !== key) {
    throw new TypeError("A review has to give what session.payload(key) made, under that key, or null.");
  }
  return { is: "reviewed", payload };
}

async function read(file: FileToReview, options: ReviewFilesOptions): Promise<string> {
  const { client, parse, signal, onProgress } = options;
  let password: string | undefined;
  for (;;) {
    try {
      const parsed = await client.parse(file.file, {
        ...parse,
        filename: file.name,
        outputs: ["json"],
        password,
        signal,
        onProgress: (progress) => onProgress?.(file, progress),
      });
      return parsed.json;
    } catch (error) {
      const isLocked =
        error instanceof DocumentError && (error.code === "encrypted" || error.code === "wrong_password");
      if (!isLocked) throw error;
      password = await options.password?.(file, password !== undefined);
      if (!password) throw error;
    }
  }
}
