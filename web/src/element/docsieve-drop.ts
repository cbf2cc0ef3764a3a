/** `<docsieve-drop>`: drop, choose or paste files, and read their text. Attributes and events: web/README.md. */

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { createClient, type DocumentClient } from "../client";
import type { LoadProgress, ParseOptions } from "../client-options";
import type { DocumentError } from "../errors";
import type { Limits, Policy } from "../protocol";
import { formatsOfTypes } from "./accepted-formats";
import { type Collected, fromPicker } from "./collect-files";
import { controlStyles } from "./control-styles";
import { downloadAll } from "./downloads";
import { dropStyles } from "./drop-styles";
import { DropTarget, type DropTargetHost } from "./drop-target";
import { dropZone } from "./drop-zone";
import { FileEntry } from "./file-entry";
import { FileQueue, type QueueHost } from "./file-queue";
import { fileRow, type RowActions } from "./file-row";
import { type LoadState, loadNotice } from "./load-notice";
import { RecognitionFlow } from "./recognition-flow";
import { recognitionStyles } from "./recognition-styles";
import { defineResultView } from "./result-view";
import { ReviewFlow, type ReviewHost } from "./review-flow";
import { ENGLISH, type Strings } from "./strings";

export class DocsieveDrop extends LitElement implements QueueHost, DropTargetHost, ReviewHost {
  static override properties = {
    workers: { type: Number },
    baseUrl: { attribute: "base-url" },
    timeout: { type: Number },
    stallTimeout: { type: Number, attribute: "stall-timeout" },
    wholePage: { type: Boolean, attribute: "whole-page" },
    limits: { attribute: false },
    reviews: { type: Boolean },
    endpoint: {},
    recipients: {
      converter: { fromAttribute: (value: string | null) => value?.split(/[\s,]+/).filter(Boolean) ?? [] },
    },
    policy: { type: Object },
    receiver: {},
    _selected: { state: true },
    _isDragging: { state: true },
    _load: { state: true },
    _said: { state: true },
  };
  static override styles = [controlStyles, dropStyles, recognitionStyles];

  /** How many files may be read at the same time; see `createClient`. */
  declare workers: number;
  /** The folder docsieve is served from, where that is not this module's own. */
  declare baseUrl: string | undefined;
  /** Longest time in ms for one file. */
  declare timeout: number | undefined;
  /** Longest time in ms without a sign that a file is being read. */
  declare stallTimeout: number | undefined;
  /** Take what is dropped or pasted anywhere on the page, not only onto the element. */
  declare wholePage: boolean;
  declare limits: Limits | undefined;
  /** Offer to review what was read; an `endpoint` or a `receiver` offers it, too. */
  declare reviews: boolean;
  /** Where reviewed payloads are sent; without one they can be saved. */
  declare endpoint: string | undefined;
  /** Public keys ("age1...") that payloads are sealed for; with spaces between in the attribute. */
  declare recipients: readonly string[];
  /** What is looked for in a review and what becomes of it; JSON in the attribute. */
  declare policy: Policy | undefined;
  /** Who takes the payloads in the place of an endpoint, in the page's own words: see `docsieve-agreed`. */
  declare receiver: string | undefined;
  declare _selected: FileEntry | undefined;
  declare _isDragging: boolean;
  declare _load: LoadState;
  declare _said: string;
  #client: DocumentClient | undefined;
  #ownsClient = false;
  #strings: Strings = ENGLISH;
  readonly #queue = new FileQueue(this);
  readonly #flow = new ReviewFlow(this);
  readonly #recognition = new RecognitionFlow(this);

  constructor() {
    super();
    this.workers = 1;
    this.baseUrl = undefined;
    this.timeout = undefined;
    this.stallTimeout = undefined;
    this.wholePage = false;
    this.limits = undefined;
    this.reviews = false;
    this.endpoint = undefined;
    this.recipients = [];
    this.policy = undefined;
    this.receiver = undefined;
    this._selected = undefined;
    this._isDragging = false;
    this._load = { is: "idle" };
    this._said = "";
    this.addController(new DropTarget(this));
  }

  /** The client that reads; the element makes its own unless one is set before first use. */
  get client(): DocumentClient {
    if (!this.#client) {
      this.#client = createClient({
        workers: this.workers,
        baseUrl: this.baseUrl,
        onLoading: (progress) => this.showLoading(progress),
      });
      this.#ownsClient = true;
    }
    return this.#client;
  }

  set client(client: DocumentClient) {
    if (this.#ownsClient) this.#client?.dispose();
    this.#client = client;
    this.#ownsClient = false;
    this.requestUpdate();
  }

  /** All words; assign some or all of them to replace them. */
  get strings(): Strings {
    return this.#strings;
  }

  set strings(strings: Partial<Strings>) {
    this.#strings = { ...ENGLISH, ...strings };
    this.requestUpdate();
  }

  get files(): readonly FileEntry[] {
    return this.#queue.entries;
  }

  get parseOptions(): Pick<ParseOptions, "timeout" | "stallTimeout" | "limits"> {
    return { timeout: this.timeout, stallTimeout: this.stallTimeout, limits: this.limits };
  }

  /** Read more files, as if they had been dropped. Returns false where a `docsieve-files` listener refused them. */
  add(files: Iterable<File | FileEntry>): boolean {
    const entries = [...files].map((file) => (file instanceof FileEntry ? file : new FileEntry(file)));
    if (entries.length === 0) return false;
    const detail = { files: entries.map((entry) => entry.file) };
    if (!this.#emit("docsieve-files", detail, true)) return false;
    this.#queue.add(entries);
    this._said = this.strings.added(entries.length);
    this.requestUpdate();
    return true;
  }

  /** Cancel and remove all files. */
  clear(): void {
    this.#forgetAll();
    this._selected = undefined;
    this._said = this.strings.cleared;
    this.requestUpdate();
  }

  /** Review files that were read, all of them by default, as one set: a value has the same label in all. */
  async review(files: readonly FileEntry[] = this.files): Promise<void> {
    await this.#flow.start(files);
  }

  /** Start the reader ahead of the first file. */
  async load(): Promise<void> {
    if (this._load.is === "loading") return;
    this._load = { is: "loading", progress: undefined };
    try {
      await this.client.ready;
      this._load = { is: "ready" };
    } catch (error) {
      this._load = { is: "failed", error: error as DocumentError };
    }
  }

  /** For a client made elsewhere: pass what its `onLoading` says. */
  showLoading(progress: LoadProgress): void {
    if (this._load.is === "loading") this._load = { is: "loading", progress };
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // Moving the element in the page disconnects it too; only one that stays away gives up its worker.
    queueMicrotask(() => {
      if (this.isConnected || !this.#ownsClient) return;
      this.#forgetAll();
      this.#client?.dispose();
      this.#client = undefined;
      this._load = { is: "idle" };
    });
  }

  #forgetAll(): void {
    this.#queue.clear();
    this.#flow.forget([]);
    this.#recognition.keep([]);
  }

  entryChanged(entry: FileEntry): void {
    const { state, file } = entry;
    this.requestUpdate();
    if (state.is === "reading") {
      this.#emit("docsieve-progress", { file, ...state.progress });
    } else if (state.is === "done") {
      // Read again, or recognised: if it fails, so will the review.
      void this.#flow.renew(entry).catch(() => {});
      if (!this._selected?.result && !this._selected?.ahead) this._selected = entry;
      this._said = this.strings.finished(entry.name);
      this.#emit("docsieve-result", { file, result: state.result });
    } else if (state.is === "failed") {
      this.#emit("docsieve-error", { file, error: state.error });
    } else if (state.is === "needs_password") {
      void this.#focusPassword(entry);
    }
  }

  /** Announce something to those who hear the page. */
  say(text: string): void {
    this._said = text;
  }

  textArrived(entry: FileEntry): void {
    if (!this._selected?.result && !this._selected?.ahead) this._selected = entry;
    // Once for each file, not with every page.
    if (this._selected === entry && entry.ahead?.isFirst) this.say(this.strings.readable(entry.name));
    this.requestUpdate();
  }

  protected override updated(changed: PropertyValues<this>): void {
    const isOther = changed.has("reviews") || changed.has("endpoint") || changed.has("recipients");
    // If it fails, opening a review says so.
    if (isOther && this.#canReview) void this.#flow.prepare().catch(() => {});
  }

  override render(): TemplateResult {
    const entries = this.#queue.entries;
    const notice = loadNotice(this._load, entries.length === 0, this.strings, () => this.load());
    const files = this.#flow.isOpen
      ? nothing
      : html`
          ${dropZone(this, entries.length > 0, this.#onPick)} ${notice}
          ${entries.length > 0 ? this.#work(entries) : nothing}
        `;
    return html`
      ${files} ${this.#flow.render()}
      <p class="hidden" role="status">${this._said}</p>
    `;
  }

  #work(entries: readonly FileEntry[]): TemplateResult {
    const { strings } = this;
    const done = entries.filter((entry) => entry.result).length;
    const review = this.#canReview ? (entry: FileEntry) => void this.review([entry]) : undefined;
    const actions = { ...this.#actions, review };
    return html`
      <div class="work">
        <section class="list" part="list" aria-label=${strings.files}>
          <div class="list-head">
            <p>${strings.summary(done, entries.length)}</p>
            ${
              done > 1 && this.#canReview
                ? html`<button type="button" class="primary review-all" part="button primary-button" @click=${() => this.review()}>
                    ${strings.reviewAll}
                  </button>`
                : nothing
            }
            ${
              done > 0
                ? html`<button type="button" class="quiet" part="button" @click=${() => downloadAll(entries)}>
                    ${strings.downloadAll}
                  </button>`
                : nothing
            }
            <button type="button" class="quiet" part="button" @click=${this.#onClear}>${strings.clearAll}</button>
          </div>
          <ul class="rows">
            ${repeat(
              entries,
              (entry) => entry.id,
              (entry) => fileRow(entry, entry === this._selected, strings, actions),
            )}
          </ul>
        </section>
        <docsieve-result-view
          exportparts="button, tabs, tab, panel, notes, result-name, reading"
          .entry=${this._selected}
          .version=${this._selected?.state}
          .strings=${strings}
        ></docsieve-result-view>
      </div>
    `;
  }

  get #canReview(): boolean {
    return this.reviews || Boolean(this.endpoint || this.receiver);
  }

  readonly #actions: RowActions = {
    recognition: (entry) => this.#recognition.render(entry),
    select: (entry) => {
      this._selected = entry;
    },
    cancel: (entry) => this.#queue.cancel(entry),
    retry: (entry) => void this.#queue.read(entry),
    open: (entry, password) => {
      this._selected = entry;
      // The field is about to go away; the focus must not go with it.
      this.renderRoot.querySelector<HTMLElement>(`#row-${entry.id}`)?.focus();
      void this.#queue.read(entry, password).then(() => this.#recognition.opened(entry, password));
    },
    remove: (entry) => {
      const next = this.#queue.remove(entry);
      this.#flow.forget(this.#queue.entries);
      this.#recognition.keep(this.#queue.entries);
      if (this._selected === entry) this._selected = next;
      this._said = this.strings.removed(entry.name);
      this.requestUpdate();
      void this.#focusAfterRemoval(next);
    },
  };

  readonly #onPick = (event: Event): void => {
    const input = event.currentTarget as HTMLInputElement;
    if (input.files) this.add(fromPicker(input.files));
    // The same file chosen again must be a change again.
    input.value = "";
  };

  readonly #onClear = (): void => {
    this.clear();
    void this.#focusAfterRemoval(undefined);
  };

  dragEntered(types: ReadonlySet<string>): void {
    this._isDragging = true;
    const names = formatsOfTypes(types, this.client.formats);
    // Only to save time: if it fails, reading the file says so.
    if (names.length > 0) void this.client.preload(names).catch(() => {});
  }

  dragLeft(): void {
    this._isDragging = false;
  }

  async received(collecting: Promise<Collected>): Promise<void> {
    const { files, unread } = await collecting;
    this.add(files);
    if (unread > 0) this._said = this.strings.folderIncomplete(unread);
  }

  pasted(text: string): void {
    this.add([new File([text], this.strings.pastedName, { type: "text/plain" })]);
  }

  async #focusAfterRemoval(next: FileEntry | undefined): Promise<void> {
    await this.updateComplete;
    const target = next ? `#row-${next.id}` : `button[data-pick="files"]`;
    this.renderRoot.querySelector<HTMLElement>(target)?.focus();
  }

  /** Go to the field where that takes the focus from nobody: the person is here, and not typing already. */
  async #focusPassword(entry: FileEntry): Promise<void> {
    await this.updateComplete;
    const active = this.renderRoot instanceof ShadowRoot ? this.renderRoot.activeElement : null;
    const isElsewhere = document.activeElement !== document.body && document.activeElement !== this;
    if (isElsewhere || active instanceof HTMLInputElement) return;
    this.renderRoot.querySelector<HTMLElement>(`#password-${entry.id}`)?.focus();
  }

  #emit(type: string, detail: unknown, cancelable = false): boolean {
    return this.dispatchEvent(new CustomEvent(type, { detail, cancelable, bubbles: true, composed: true }));
  }
}

/** Make `<docsieve-drop>` known to the page. */
export function defineDocsieveDrop(): void {
  defineResultView();
  if (!customElements.get("docsieve-drop")) customElements.define("docsieve-drop", DocsieveDrop);
}
