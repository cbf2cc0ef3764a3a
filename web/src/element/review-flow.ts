/** From files that were read to their review: opens it, keeps it while the set changes, sends what was agreed to. */

import {
  html,
  nothing,
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
} from "lit";
import type { DocumentClient } from "../client";
import type { LoadProgress } from "../client-options";
import { DocumentError } from "../errors";
import type { Policy } from "../protocol";
import type { Review } from "../review";
import type { DocsieveReview } from "../review/docsieve-review";
import type { ReviewedFile } from "../review/review-model";
import type { AgreedRequest, Uploads } from "../review/uploads";
import type { FileEntry } from "./file-entry";
import { alertIcon } from "./icons";
import type { Strings } from "./strings";

export interface ReviewHost extends ReactiveControllerHost, HTMLElement {
  readonly client: DocumentClient;
  readonly strings: Strings;
  readonly endpoint: string | undefined;
  readonly recipients: readonly string[];
  readonly policy: Policy | undefined;
  readonly receiver: string | undefined;
  readonly renderRoot: HTMLElement | DocumentFragment;
}

type State =
  | { readonly is: "closed" | "open" }
  | { readonly is: "opening"; readonly count: number; readonly progress: LoadProgress | undefined }
  | { readonly is: "failed"; readonly message: string };

type Parts = typeof import("../review/review-parts");

export class ReviewFlow implements ReactiveController {
  readonly #host: ReviewHost;
  #state: State = { is: "closed" };
  #review: Review | undefined;
  #files: readonly ReviewedFile[] = [];
  #parts: Promise<Parts> | undefined;
  #uploads: Uploads | undefined;
  /** What the uploads go to: another address is another queue. */
  #target = "";
  #uploadsVersion = 0;
  #abort: AbortController | undefined;

  constructor(host: ReviewHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {}

  get isOpen(): boolean {
    return this.#state.is === "open";
  }

  /** Load the program of the review ahead, and go on with uploads of an earlier visit. */
  async prepare(): Promise<void> {
    const { Uploads, defineReview } = await this.#load();
    defineReview();
    const { endpoint, recipients } = this.#host;
    const target = JSON.stringify([endpoint, recipients]);
    if (!endpoint || target === this.#target) return;
    this.#target = target;
    // What is sealed must not wait for a network that may be gone by then.
    if (recipients.length > 0) await import("../upload/age");
    this.#uploads = new Uploads(
      { endpoint, recipients },
      {
        uploadsChanged: () => {
          this.#uploadsVersion += 1;
          this.#host.requestUpdate();
        },
        uploadRequested: (request: AgreedRequest) => this.#emit("docsieve-sending", request),
        uploadSent: ({ name }, receipt, file) => this.#emit("docsieve-sent", { file, name, receipt }),
      },
    );
    await this.#uploads.resume();
  }

  /** Review these files; what was decided about any of them before stays. */
  async start(entries: readonly FileEntry[]): Promise<void> {
    if (this.#state.is === "opening") return;
    const chosen = entries.filter((entry) => entry.result);
    const abort = new AbortController();
    const before = this.#review;
    this.#abort = abort;
    this.#become({ is: "opening", count: chosen.length, progress: undefined });
    try {
      const { sha256OfFile } = await this.#load();
      await this.prepare();
      await this.#open(chosen, abort.signal, sha256OfFile);
      this.#become({ is: "open" });
      this.#emit("docsieve-review", { files: chosen.map(({ file }) => file), review: this.#review });
      await this.#focus();
    } catch (error) {
      if (!before) this.#dispose();
      const isKnown = error instanceof DocumentError && error.userFacing;
      const message = isKnown ? error.message : this.#host.strings.reviewFailed;
      this.#become(abort.signal.aborted ? { is: "closed" } : { is: "failed", message });
    } finally {
      this.#abort = undefined;
    }
  }

  /** Back to the files; the review is kept for when the person returns to it. */
  close(): void {
    this.#become({ is: "closed" });
  }

  /** A file's text is another now: what was decided about the text before is gone. */
  async renew(entry: FileEntry): Promise<void> {
    const key = String(entry.id);
    if (this.#review?.documents.has(key)) await this.#review.close(key);
  }

  /** A file is gone, or all are: so is what was decided. */
  forget(keep: readonly FileEntry[]): void {
    if (keep.length === 0) {
      this.#abort?.abort();
      this.#dispose();
      this.#become({ is: "closed" });
    }
  }

  /** The review in the place of the files, or how far opening it is. */
  render(): TemplateResult | typeof nothing {
    const { strings } = this.#host;
    const state = this.#state;
    if (state.is === "opening") {
      const { done, total } = state.progress ?? { done: 0, total: undefined };
      const label = strings.openingReview(state.count);
      return html`
        <div class="opening" part="loading">
          <p role="status">${label}</p>
          ${
            total
              ? html`<progress aria-label=${label} max=${total} .value=${done}></progress>`
              : html`<progress aria-label=${label}></progress>`
          }
          <p class="hint">${state.progress ? strings.progress(state.progress) : nothing}</p>
          <button type="button" part="button" @click=${() => this.#abort?.abort()}>${strings.cancel}</button>
        </div>
      `;
    }
    const failure =
      state.is === "failed"
        ? html`<p class="load-error" role="alert" part="error">${alertIcon}<span>${state.message}</span></p>`
        : nothing;
    if (!this.#review) return html`${failure}${this.#uploadList()}`;
    // Kept where it is while the files are shown, with all that it holds.
    return html`
      ${failure} ${this.isOpen ? nothing : this.#uploadList()}
      <docsieve-review
        ?hidden=${!this.isOpen}
        exportparts="button, primary-button, error, progress, review-title, rail, pages, mark, consent, payload-bytes, uploads"
        .review=${this.#review}
        .files=${this.#files}
        .policy=${this.#host.policy}
        .endpoint=${this.#host.endpoint}
        .recipients=${this.#host.recipients}
        .receiver=${this.#host.receiver}
        .drawPage=${this.#drawPage}
        .uploads=${this.#uploads}
        .uploadsVersion=${this.#uploadsVersion}
        .strings=${strings.review ?? {}}
        @docsieve-review-close=${() => this.#onClose()}
      ></docsieve-review>
    `;
  }

  #uploadList(): TemplateResult | typeof nothing {
    if (!this.#uploads || this.#uploads.all.length === 0) return nothing;
    return html`
      <docsieve-uploads
        class="uploads"
        exportparts="button, uploads, progress, error"
        .uploads=${this.#uploads}
        .version=${this.#uploadsVersion}
      ></docsieve-uploads>
    `;
  }

  async #open(
    chosen: readonly FileEntry[],
    signal: AbortSignal,
    sha256OfFile: (file: Blob) => Promise<string>,
  ): Promise<void> {
    const { client, policy } = this.#host;
    const wanted = new Map(chosen.map((entry) => [String(entry.id), entry]));
    const onProgress = (progress: LoadProgress) =>
      this.#become({ is: "opening", count: chosen.length, progress });
    for (const key of this.#review?.documents.keys() ?? []) {
      if (!wanted.has(key)) await this.#review?.close(key);
    }
    for (const [key, { result, name, file }] of wanted) {
      if (!result?.json || this.#review?.documents.has(key)) continue;
      const sourceSha256 = await sha256OfFile(file);
      const source = { key, json: result.json, filename: name, sourceSha256 };
      if (this.#review) await this.#review.open(source, { signal, onProgress });
      else this.#review = await client.openReview([source], { policy, signal, onProgress });
    }
    this.#files = chosen.map(({ id, name, file }) => ({ key: String(id), name, file }));
  }

  #load(): Promise<Parts> {
    this.#parts ??= import("../review/review-parts").catch((error: unknown) => {
      // Asked for again when it is wanted again.
      this.#parts = undefined;
      throw error;
    });
    return this.#parts;
  }

  readonly #drawPage = (file: Blob, page: number, width: number) =>
    this.#host.client.drawPage(file, page, width);

  #onClose(): void {
    this.close();
    void this.#host.updateComplete.then(() =>
      this.#host.renderRoot.querySelector<HTMLElement>(".review-all, .review")?.focus(),
    );
  }

  async #focus(): Promise<void> {
    await this.#host.updateComplete;
    const element = this.#host.renderRoot.querySelector<DocsieveReview>("docsieve-review");
    await element?.updateComplete;
    element?.focus();
  }

  #dispose(): void {
    this.#review?.dispose();
    this.#review = undefined;
    this.#files = [];
  }

  #become(state: State): void {
    this.#state = state;
    // For the page around it, which may want to make room.
    this.#host.toggleAttribute("reviewing", this.isOpen);
    this.#host.requestUpdate();
  }

  #emit(type: string, detail: unknown): void {
    this.#host.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
}
