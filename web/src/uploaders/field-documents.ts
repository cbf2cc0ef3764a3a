/** The documents of a field: read, reviewed batch by batch, kept as the files that a form sends. Knows no markup. */

import type { DocumentError } from "../errors";
import type { PayloadFile } from "./payload-file";
import { toPayloadFile } from "./payload-file";
import { type FileToReview, type ReviewFilesOptions, type ReviewOutcome, reviewFiles } from "./review-files";

export type FieldState =
  | { readonly is: "waiting" | "reading" | "reviewing" | "refused" | "failed" }
  | {
      readonly is: "locked";
      readonly wasWrong: boolean;
      readonly answer: (password: string | undefined) => void;
    }
  | { readonly is: "unreadable"; readonly error: DocumentError }
  | { readonly is: "reviewed"; readonly made: PayloadFile };

export interface FieldDocument extends FileToReview {
  state: FieldState;
}

export interface DocumentsHost {
  readonly reviewOptions: Pick<ReviewFilesOptions, "client" | "review" | "policy" | "parse"> & {
    readonly recipients: readonly string[];
  };
  documentsChanged(): void;
  /** The review itself failed: a fault of the page, which should hear of it. */
  reviewFailed(error: unknown): void;
}

export class FieldDocuments {
  readonly #host: DocumentsHost;
  #documents: readonly FieldDocument[] = [];
  #stop = new AbortController();
  #tail: Promise<void> = Promise.resolve();
  #added = 0;
  #made = 0;

  constructor(host: DocumentsHost) {
    this.#host = host;
  }

  get all(): readonly FieldDocument[] {
    return this.#documents;
  }

  /** What a form may send: payloads that the person agreed to. */
  get files(): readonly File[] {
    return this.#documents.flatMap(({ state }) => (state.is === "reviewed" ? [state.made.file] : []));
  }

  add(files: readonly File[]): void {
    const added = files.map((file): FieldDocument => {
      this.#added += 1;
      return { key: `document-${this.#added}`, name: file.name, file, state: { is: "waiting" } };
    });
    this.#documents = [...this.#documents, ...added];
    this.review(added);
  }

  /** Review these, as one set, after those that are in review now. */
  review(documents: readonly FieldDocument[]): void {
    const { signal } = this.#stop;
    for (const one of documents) this.#become(one, { is: "waiting" });
    this.#tail = this.#tail.then(() => this.#run(documents, signal));
  }

  remove(document: FieldDocument): void {
    this.#documents = this.#documents.filter((one) => one !== document);
    // It may be the one that the others wait for; and what comes of it is dropped, for it is no longer listed.
    if (document.state.is === "locked") document.state.answer(undefined);
    this.#host.documentsChanged();
  }

  clear(): void {
    this.#stop.abort();
    this.#stop = new AbortController();
    const locked = this.#documents.flatMap(({ state }) => (state.is === "locked" ? [state] : []));
    this.#documents = [];
    for (const { answer } of locked) answer(undefined);
    this.#host.documentsChanged();
  }

  async #run(documents: readonly FieldDocument[], signal: AbortSignal): Promise<void> {
    const listed = documents.filter((one) => this.#documents.includes(one));
    if (listed.length === 0 || signal.aborted) return;
    const { reviewOptions: options } = this.#host;
    for (const one of listed) this.#become(one, { is: "reading" });
    try {
      const outcomes = await reviewFiles(listed, {
        ...options,
        signal,
        password: (file, wasWrong) => this.#askPassword(listed, file, wasWrong),
        review: (session, files, more) => {
          for (const one of listed) if (one.state.is === "reading") this.#become(one, { is: "reviewing" });
          return options.review(session, files, more);
        },
      });
      for (const one of listed)
        this.#become(one, await this.#toState(outcomes.get(one.key), options.recipients));
    } catch (error) {
      if (signal.aborted) return;
      // All of the batch: what was agreed to in a review that failed was not agreed to.
      for (const one of listed) this.#become(one, { is: "failed" });
      this.#host.reviewFailed(error);
    }
  }

  async #toState(outcome: ReviewOutcome | undefined, recipients: readonly string[]): Promise<FieldState> {
    if (outcome?.is === "unreadable") return outcome;
    if (outcome?.is !== "reviewed") return { is: "refused" };
    this.#made += 1;
    return { is: "reviewed", made: await toPayloadFile(outcome.payload, this.#made, recipients) };
  }

  #askPassword(listed: readonly FieldDocument[], file: FileToReview, wasWrong: boolean) {
    const document = listed.find(({ key }) => key === file.key);
    if (!document || !this.#documents.includes(document)) return undefined;
    return new Promise<string | undefined>((resolve) => {
      const answer = (password: string | undefined) => {
        this.#become(document, { is: "reading" });
        resolve(password);
      };
      this.#become(document, { is: "locked", wasWrong, answer });
    });
  }

  #become(document: FieldDocument, state: FieldState): void {
    if (!this.#documents.includes(document)) return;
    document.state = state;
    this.#host.documentsChanged();
  }
}
