/** The files of a drop element: adding, reading, cancelling, trying again, removing. Knows no markup. */

import type { DocumentClient } from "../client";
import type { ParseOptions } from "../client-options";
import type { DocumentError } from "../errors";
import type { FileEntry } from "./file-entry";
import { TextAhead } from "./text-ahead";

export interface QueueHost {
  readonly client: DocumentClient;
  readonly parseOptions: Pick<ParseOptions, "timeout" | "stallTimeout" | "limits">;
  /** Called after every change of any entry. */
  entryChanged(entry: FileEntry): void;
  /** Called when more of the text of a file can be read while it is being read. */
  textArrived(entry: FileEntry): void;
}

export class FileQueue {
  readonly #host: QueueHost;
  #entries: readonly FileEntry[] = [];

  constructor(host: QueueHost) {
    this.#host = host;
  }

  get entries(): readonly FileEntry[] {
    return this.#entries;
  }

  add(files: readonly FileEntry[]): void {
    this.#entries = [...this.#entries, ...files];
    for (const entry of files) void this.read(entry);
  }

  /** Read a file, for the first time or again; its state says what came of it. */
  async read(entry: FileEntry, password?: string): Promise<void> {
    const abort = new AbortController();
    const ahead = new TextAhead();
    entry.abort = abort;
    this.#set(entry, { is: "waiting" });
    try {
      const result = await this.#host.client.parse(entry.file, {
        ...this.#host.parseOptions,
        password,
        signal: abort.signal,
        onProgress: (progress) => this.#set(entry, { is: "reading", progress, ahead }),
        onPages: (pages) => {
          ahead.add(pages);
          this.#textArrived(entry);
        },
      });
      this.#set(entry, { is: "done", result });
    } catch (error) {
      // A newer attempt, or the entry's removal, has taken over.
      if (entry.abort !== abort) return;
      this.#set(entry, stateAfter(error as DocumentError));
    } finally {
      if (entry.abort === abort) entry.abort = undefined;
    }
  }

  cancel(entry: FileEntry): void {
    entry.abort?.abort();
  }

  /** Take it out of the list; returns the entry that now stands in its place, or the one before. */
  remove(entry: FileEntry): FileEntry | undefined {
    const index = this.#entries.indexOf(entry);
    this.#entries = this.#entries.filter((other) => other !== entry);
    this.#drop(entry);
    return this.#entries[index] ?? this.#entries[index - 1];
  }

  clear(): void {
    const all = this.#entries;
    this.#entries = [];
    // The last first: else each one that ends would start the next.
    for (const entry of [...all].reverse()) this.#drop(entry);
  }

  #drop(entry: FileEntry): void {
    const abort = entry.abort;
    entry.abort = undefined;
    abort?.abort();
  }

  #textArrived(entry: FileEntry): void {
    // Another object is what tells that it has changed.
    entry.state = { ...entry.state };
    if (entry.ahead && this.#entries.includes(entry)) this.#host.textArrived(entry);
  }

  #set(entry: FileEntry, state: FileEntry["state"]): void {
    entry.state = state;
    if (this.#entries.includes(entry)) this.#host.entryChanged(entry);
  }
}

function stateAfter(error: DocumentError): FileEntry["state"] {
  if (error.code === "encrypted") return { is: "needs_password", wasWrong: false };
  if (error.code === "wrong_password") return { is: "needs_password", wasWrong: true };
  if (error.code === "cancelled") return { is: "cancelled" };
  return { is: "failed", error };
}
