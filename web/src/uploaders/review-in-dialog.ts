/** The review that is there without further ado: `<docsieve-review>` in a modal dialog, loaded when it is needed. */

import type { Policy } from "../protocol";
import type { ReviewCallback } from "./review-files";

export interface DialogOptions {
  /** Who takes what is agreed to, in words for the person: "the upload to records.example". */
  readonly receiver: string | (() => string);
  /** The policy that the review was opened with. */
  readonly policy?: Policy | undefined;
  /** Public keys that payloads are sealed for, to be shown. */
  readonly recipients?: readonly string[] | undefined;
  /** The name of the dialog for screen readers. */
  readonly label?: string | undefined;
}

/** One dialog at a time: uploaders that send several files at once ask for several reviews at once. */
let tail: Promise<unknown> = Promise.resolve();

/** Make a review that asks in a dialog. Closing it refuses all of its documents. */
export function reviewInDialog(options: DialogOptions): ReviewCallback {
  return (session, files, { signal }) => {
    const turn = tail.then(async () => {
      const { askInDialog } = await import("./dialog");
      return askInDialog(session, files, options, signal);
    });
    tail = turn.catch(() => {});
    return turn;
  };
}
