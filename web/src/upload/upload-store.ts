/** Where uploads wait for the network across a reload: IndexedDB of this origin, emptied as each is acknowledged. */

import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { PreparedUpload } from "./upload";

/** An upload that is not acknowledged yet. The person has agreed to it. */
export interface WaitingUpload {
  readonly prepared: PreparedUpload;
  /** Shown to the person: the name of the file on this device. It is not sent. */
  readonly name: string;
  /** When it was agreed to, in ms since the epoch. */
  readonly agreed: number;
}

/** Keeps waiting uploads; by their key. */
export interface UploadStore {
  add(waiting: WaitingUpload): Promise<void>;
  remove(key: string): Promise<void>;
  all(): Promise<WaitingUpload[]>;
}

interface Schema extends DBSchema {
  waiting: { key: string; value: WaitingUpload };
}

/** The store of this origin; queues of one name share it. */
export class IndexedDbStore implements UploadStore {
  readonly #name: string;
  #opening: Promise<IDBPDatabase<Schema>> | undefined;

  constructor(name = "docsieve-uploads") {
    this.#name = name;
  }

  async add(waiting: WaitingUpload): Promise<void> {
    await (await this.#open()).put("waiting", waiting);
  }

  async remove(key: string): Promise<void> {
    await (await this.#open()).delete("waiting", key);
  }

  async all(): Promise<WaitingUpload[]> {
    const waiting = await (await this.#open()).getAll("waiting");
    return waiting.sort((one, other) => one.agreed - other.agreed);
  }

  #open(): Promise<IDBPDatabase<Schema>> {
    this.#opening ??= openDB<Schema>(this.#name, 1, {
      upgrade: (database) => void database.createObjectStore("waiting", { keyPath: "prepared.key" }),
    });
    return this.#opening;
  }
}

/** For pages that must not write anything to the disk: what waits is gone with the page. */
export class MemoryStore implements UploadStore {
  readonly #waiting = new Map<string, WaitingUpload>();

  async add(waiting: WaitingUpload): Promise<void> {
    this.#waiting.set(waiting.prepared.key, waiting);
  }

  async remove(key: string): Promise<void> {
    this.#waiting.delete(key);
  }

  async all(): Promise<WaitingUpload[]> {
    return [...this.#waiting.values()];
  }
}
