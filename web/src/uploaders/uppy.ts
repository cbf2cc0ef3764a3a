/** Uppy with Docsieve in front: what an uploader gets to see of a file is its reviewed payload, or nothing. */

import type { ReviewedPayload } from "../reviewed-payload";
import { headersOf } from "../upload/upload";
import { type PayloadFile, toPayloadFile } from "./payload-file";
import {
  type FileToReview,
  type ReviewCallback,
  type ReviewFilesOptions,
  type ReviewOutcome,
  reviewFiles,
} from "./review-files";
import { reviewInDialog } from "./review-in-dialog";
import type { UppyFileLike, UppyLike } from "./uppy-types";

export interface UppyOptions extends Omit<ReviewFilesOptions, "review" | "signal" | "onProgress"> {
  /** Lets the person review; by default in a modal dialog. */
  readonly review?: ReviewCallback | undefined;
  /** Public keys ("age1...") to seal for; without any the payload is sent as it is. */
  readonly recipients?: readonly string[] | undefined;
  /** Fields of a file's own `meta` that are the page's and may be sent; those set for all files are kept anyway. */
  readonly keepMeta?: readonly string[] | undefined;
  /** What Uppy shows while the person reviews. */
  readonly says?: Partial<UppyWords> | undefined;
}

export interface UppyWords {
  readonly reading: string;
  readonly notOnThisDevice: string;
  /** Who takes the payloads, in the dialog: as in "Hand this payload to ...?" */
  readonly receiver: string;
}

export interface DocsieveInUppy {
  /** What will be sent, or was, in the place of a file; undefined where nothing was agreed to. */
  payloadOf(fileID: string): ReviewedPayload | undefined;
  /** For `headers` of XHRUpload: what the intake wants to know of a payload. Throws for anything that is none. */
  headersOf(file: { readonly id: string }): Record<string, string>;
  /** Take Docsieve away again. Uppy sends files as they are from then on. */
  remove(): void;
}

const ENGLISH: UppyWords = {
  reading: "Reading on this device",
  notOnThisDevice: "This file is not on this device, so that it cannot be reviewed before it is sent.",
  receiver: "the upload of this page",
};

/**
 * Have every upload of an Uppy reviewed first. Each file is read in the page, and replaced by the payload that the person
 * agreed to: data, size, type, name, meta and preview.
 *
 * It fails closed: a file that cannot be read, is refused, or lies elsewhere is taken out of Uppy; where the review itself
 * fails the upload does not start (`uppy.upload()` rejects). No uploader is given the bytes of a file.
 */
export function docsieveForUppy(uppy: UppyLike, options: UppyOptions): DocsieveInUppy {
  if (!options.client) throw new TypeError("docsieveForUppy needs a client: createClient() of docsieve.js.");
  const words = { ...ENGLISH, ...options.says };
  const { policy, recipients } = options;
  const review = options.review ?? reviewInDialog({ receiver: words.receiver, policy, recipients });
  const made = new Map<string, PayloadFile>();
  const running = new Set<AbortController>();
  let count = 0;

  const fileOf = (id: string) => uppy.getFile(id) as UppyFileLike | undefined;

  /** The one thing that counts: what lies there now is what was made here. */
  const isPayload = (file: UppyFileLike): boolean => made.get(file.id)?.file === file.data;

  const preProcess = async (fileIDs: string[]): Promise<void> => {
    const stop = new AbortController();
    running.add(stop);
    try {
      // With a retry payloads come once more: they stay as they were agreed to, and keep their key.
      const ids = fileIDs.filter((id) => needsReview(fileOf(id)));
      await replaceAll(ids, stop.signal);
    } catch (error) {
      if (!stop.signal.aborted) throw error;
    } finally {
      running.delete(stop);
      for (const id of fileIDs) tell(id, "preprocess-complete");
    }
    for (const id of fileIDs) {
      const file = fileOf(id);
      if (file && !isPayload(file)) throw new Error("A file was not reviewed; nothing is sent.");
    }
  };

  const needsReview = (file: UppyFileLike | undefined): boolean => file !== undefined && !isPayload(file);

  const replaceAll = async (ids: readonly string[], signal: AbortSignal): Promise<void> => {
    const chosen: FileToReview[] = [];
    for (const id of ids) {
      const { data, name, isRemote, isGhost } = fileOf(id) ?? {};
      if (data instanceof Blob && !isRemote && !isGhost) {
        chosen.push({ key: id, name: name ?? "", file: data });
      } else {
        takeOut(id, words.notOnThisDevice);
      }
    }
    if (chosen.length === 0) return;
    for (const { key } of chosen) {
      tell(key, "preprocess-progress", { mode: "indeterminate", message: words.reading });
    }
    const outcomes = await reviewFiles(chosen, { ...options, review, signal });
    for (const { key, file } of chosen) await settle(key, file, outcomes.get(key));
  };

  const settle = async (id: string, original: Blob, outcome: ReviewOutcome | undefined): Promise<void> => {
    const payload = outcome?.is === "reviewed" ? outcome.payload : undefined;
    if (!payload) {
      takeOut(id, outcome?.is === "unreadable" ? outcome.error.message : undefined);
      return;
    }
    count += 1;
    const replacement = await toPayloadFile(payload, count, recipients);
    const before = fileOf(id);
    if (!before) return;
    // Another one in its place since (an image editor, for one) is one that nobody reviewed.
    if (before.data !== original) throw new Error("A file was changed during its review; nothing is sent.");
    made.set(id, replacement);
    const { file } = replacement;
    if (before.preview?.startsWith("blob:")) URL.revokeObjectURL(before.preview);
    uppy.setFileState(id, {
      data: file,
      size: file.size,
      name: file.name,
      extension: file.name.slice(file.name.lastIndexOf(".") + 1),
      type: file.type,
      meta: { ...keptMeta(before), name: file.name, type: file.type },
      preview: undefined,
      progress: { ...before.progress, bytesTotal: file.size },
    });
  };

  /** Names, paths in folders and what plugins read out of a file (EXIF, for one) are the file's own, and stay here. */
  const keptMeta = (file: UppyFileLike): Record<string, unknown> => {
    const meta = (file as { meta?: Record<string, unknown> }).meta ?? {};
    const own = (options.keepMeta ?? []).filter((field) => field in meta);
    return { ...uppy.getState().meta, ...Object.fromEntries(own.map((field) => [field, meta[field]])) };
  };

  const takeOut = (id: string, why?: string): void => {
    if (!fileOf(id)) return;
    uppy.removeFile(id);
    if (why) uppy.info(why, "error", 10_000);
  };

  const tell = (id: string, event: string, ...details: unknown[]): void => {
    const file = fileOf(id);
    if (file) uppy.emit(event, file, ...details);
  };

  const onCancelAll = (): void => {
    for (const stop of running) stop.abort();
  };
  const onRemoved = ({ id }: UppyFileLike): void => void made.delete(id);

  uppy.addPreProcessor(preProcess);
  uppy.on("cancel-all", onCancelAll);
  uppy.on("file-removed", onRemoved);
  return {
    payloadOf: (id) => made.get(id)?.payload,
    headersOf: ({ id }) => {
      const known = made.get(id);
      if (!known || known.file !== fileOf(id)?.data) throw new Error("This file was not reviewed.");
      return headersOf(known);
    },
    remove: () => {
      onCancelAll();
      uppy.removePreProcessor(preProcess);
      uppy.off("cancel-all", onCancelAll);
      uppy.off("file-removed", onRemoved);
    },
  };
}
