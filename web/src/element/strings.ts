/** Every word the element shows; `element.strings = {...}` replaces any of them. */

import type { ParseProgress } from "../client-options";
import type { ReviewStrings } from "../review/strings";
import { RECOGNITION_ENGLISH } from "./recognition-strings";

const plural = (count: number, one: string, many: string) =>
  `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

export const ENGLISH = {
  ...RECOGNITION_ENGLISH,
  dropHere: "Drop files here",
  dropMore: "Drop more files here",
  orPaste: "or paste them. Folders work too.",
  reads: (titles: string) => `Reads ${titles}.`,
  chooseFiles: "Choose files",
  chooseFolder: "Choose a folder",
  files: "Files",
  downloadAll: "Download all",
  clearAll: "Clear all",
  cancel: "Cancel",
  remove: "Remove",
  retry: "Try again",
  tabs: "Result as",
  text: "Text",
  markdown: "Markdown",
  json: "JSON",
  copy: "Copy",
  copied: "Copied",
  copyBlocked: "The browser did not allow copying. Select the text and copy it by hand.",
  download: "Download",
  password: "Password",
  open: "Open",
  needsPassword: "This file is protected by a password.",
  wrongPassword: "Wrong password, try again.",
  passwordStays: "It is used on this device only, and forgotten afterwards.",
  waiting: "Waiting",
  cancelled: "Cancelled",
  failed: "Not read",
  selectToRead: "The text of a file appears here.",
  noText: "This file holds no text.",
  pastedName: "Pasted text.txt",
  folderIncomplete: (count: number) =>
    `${plural(count, "entry", "entries")} of the folder could not be read.`,
  genericFailure: "This file could not be read because of a fault in this program.",
  pages: (count: number) => plural(count, "page", "pages"),
  notes: (count: number) => plural(count, "note about this file", "notes about this file"),
  notesShort: (count: number) => plural(count, "note", "notes"),
  onPage: (page: number) => `page ${page.toLocaleString("en")}`,
  added: (count: number) => `${plural(count, "file", "files")} added.`,
  readable: (name: string) => `The first pages of ${name} can be read; more follow.`,
  notYet: "This appears when the whole file has been read.",
  finished: (name: string) => `${name} has been read.`,
  removed: (name: string) => `${name} removed.`,
  cleared: "All files removed.",
  summary: (done: number, total: number) =>
    `${done.toLocaleString("en")} of ${plural(total, "file", "files")} read`,
  reviewOne: "Review and send",
  reviewAll: "Review all",
  openingReview: (count: number) =>
    `Looking through ${plural(count, "document", "documents")} for what should not leave`,
  reviewFailed: "The review could not be opened because of a fault in this program.",
  loading: "Starting the reader",
  ready: "Ready",
  progress: ({ stage, done, total }: ParseProgress): string => {
    if (stage === "boot") return "Starting the reader";
    if (stage === "packages") return "Loading what this format needs";
    if (stage === "render") return "Writing the text";
    if (stage === "redact") {
      return total
        ? `Page ${done.toLocaleString("en")} of ${total.toLocaleString("en")}`
        : "Looking through the pages";
    }
    if (total === undefined || done === 0) return "Reading";
    return `Reading page ${done.toLocaleString("en")} of ${total.toLocaleString("en")}`;
  },
  progressOf: (name: string) => `Progress of ${name}`,
  size: (bytes: number): string => {
    if (bytes < 1000) return `${bytes} B`;
    if (bytes < 1e6) return `${Math.round(bytes / 1e3)} kB`;
    return `${(bytes / 1e6).toLocaleString("en", { maximumFractionDigits: 1 })} MB`;
  },
};

/** `review` has words for the review; those of `src/review/strings.ts` stand where it has none. */
export type Strings = typeof ENGLISH & { review?: Partial<ReviewStrings> };
