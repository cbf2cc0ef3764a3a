/** A file in the list: what it is, how far it is, what became of it. */

import type { ParseProgress } from "../client-options";
import type { DocumentError } from "../errors";
import type { ParsedDocument } from "../parsed-document";
import type { TextAhead } from "./text-ahead";

/** How far a file is. */
export type FileState =
  | { readonly is: "waiting" }
  | { readonly is: "reading"; readonly progress: ParseProgress; readonly ahead: TextAhead }
  | { readonly is: "done"; readonly result: ParsedDocument }
  | { readonly is: "needs_password"; readonly wasWrong: boolean }
  | { readonly is: "failed"; readonly error: DocumentError }
  | { readonly is: "cancelled" };

let lastId = 0;

export class FileEntry {
  readonly id: number;
  readonly file: File;
  /** With its folders where it came in one. */
  readonly path: string;
  state: FileState = { is: "waiting" };
  /** Aborts the reading that is under way. */
  abort: AbortController | undefined;

  constructor(file: File, path = file.webkitRelativePath || file.name) {
    lastId += 1;
    this.id = lastId;
    this.file = file;
    this.path = path;
  }

  get name(): string {
    return this.file.name;
  }

  get result(): ParsedDocument | undefined {
    return this.state.is === "done" ? this.state.result : undefined;
  }

  /** What can be read of it already while it is being read. */
  get ahead(): TextAhead | undefined {
    return this.state.is === "reading" && !this.state.ahead.isEmpty ? this.state.ahead : undefined;
  }

  get isPending(): boolean {
    return this.state.is === "waiting" || this.state.is === "reading";
  }

  /** What stands on the badge: the extension where it is short. */
  get badge(): string {
    const extension = /\.([a-z0-9]{1,4})$/i.exec(this.name)?.[1] ?? "";
    return extension.toUpperCase();
  }
}
