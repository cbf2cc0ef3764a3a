/** The uploads of a page: the queue, what of it is from an earlier visit, and an account of every request made. */

import type { Receipt } from "../generated/wire";
import type { ReviewedPayload } from "../reviewed-payload";
import { type Send, sendByXhr } from "../upload/transport";
import type { UploadTarget } from "../upload/upload";
import { type QueuedUpload, UploadQueue } from "../upload/upload-queue";
import { IndexedDbStore, MemoryStore, type UploadStore, type WaitingUpload } from "../upload/upload-store";

/** A request that is about to be made because the person agreed to it. */
export interface AgreedRequest {
  readonly endpoint: string;
  /** Of the body. */
  readonly bytes: number;
}

export interface UploadsHost {
  /** Any upload changed. */
  uploadsChanged(): void;
  uploadRequested(request: AgreedRequest): void;
  uploadSent(upload: QueuedUpload, receipt: Receipt, file: Blob | undefined): void;
}

export class Uploads {
  readonly #queue: UploadQueue;
  readonly #host: UploadsHost;
  readonly #resumed = new Set<string>();
  readonly #files = new Map<string, Blob | undefined>();

  constructor(target: UploadTarget, host: UploadsHost, send: Send = sendByXhr) {
    this.#host = host;
    const accounted: Send = (outgoing, options) => {
      host.uploadRequested({ endpoint: outgoing.endpoint, bytes: outgoing.body.byteLength });
      return send(outgoing, options);
    };
    const onChange = () => host.uploadsChanged();
    this.#queue = new UploadQueue({ ...target, store: new BestStore(), onChange }, accounted);
  }

  get all(): readonly QueuedUpload[] {
    return this.#queue.uploads;
  }

  isResumed(key: string): boolean {
    return this.#resumed.has(key);
  }

  /** Send a payload that the person has agreed to send; resolves when it waits safely. */
  async add(payload: ReviewedPayload, name: string, file: Blob | undefined): Promise<QueuedUpload> {
    const upload = await this.#queue.add(payload, name);
    this.#files.set(upload.key, file);
    this.#follow(upload);
    return upload;
  }

  /** Go on with what was agreed to on an earlier visit. */
  async resume(): Promise<void> {
    for (const upload of await this.#queue.resume()) {
      this.#resumed.add(upload.key);
      this.#follow(upload);
    }
    this.#host.uploadsChanged();
  }

  retry(key: string): void {
    this.#queue.retry(key);
    const again = this.all.find((upload) => upload.key === key);
    if (again) this.#follow(again);
    this.#host.uploadsChanged();
  }

  async cancel(key: string): Promise<void> {
    await this.#queue.cancel(key);
    this.#host.uploadsChanged();
  }

  #follow(upload: QueuedUpload): void {
    this.#host.uploadsChanged();
    upload.done.then(
      (receipt) => this.#host.uploadSent(upload, receipt, this.#files.get(upload.key)),
      () => {}, // its state says so
    );
  }
}

/** IndexedDB, or memory where the browser gives none (some private windows): then a reload forgets what waits. */
class BestStore implements UploadStore {
  #store: UploadStore = new IndexedDbStore();

  add(waiting: WaitingUpload): Promise<void> {
    return this.#try((store) => store.add(waiting));
  }

  remove(key: string): Promise<void> {
    return this.#try((store) => store.remove(key));
  }

  all(): Promise<WaitingUpload[]> {
    return this.#try((store) => store.all());
  }

  async #try<T>(act: (store: UploadStore) => Promise<T>): Promise<T> {
    try {
      return await act(this.#store);
    } catch (error) {
      if (this.#store instanceof MemoryStore) throw error;
      this.#store = new MemoryStore();
      return act(this.#store);
    }
  }
}
