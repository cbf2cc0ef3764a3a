/** `<docsieve-field>`: a form control for documents whose value are reviewed payloads, never files. See docs/upload.md. */

import { html, LitElement, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { createClient, type DocumentClient } from "../client";
import type { ParseOptions } from "../client-options";
import { acceptOf } from "../element/accepted-formats";
import { type Collected, fromPicker } from "../element/collect-files";
import { controlStyles } from "../element/control-styles";
import { DropTarget, type DropTargetHost } from "../element/drop-target";
import type { Policy } from "../protocol";
import type { ReviewedPayload } from "../reviewed-payload";
import { type DocumentsHost, type FieldDocument, FieldDocuments } from "./field-documents";
import { FIELD_ENGLISH, type FieldStrings } from "./field-strings";
import { fieldStyles } from "./field-styles";
import type { ReviewCallback } from "./review-files";
import { reviewInDialog } from "./review-in-dialog";

export class DocsieveField extends LitElement implements DocumentsHost, DropTargetHost {
  static formAssociated = true;
  static override shadowRootOptions: ShadowRootInit = {
    ...LitElement.shadowRootOptions,
    delegatesFocus: true,
  };
  static override properties = {
    name: { reflect: true },
    required: { type: Boolean, reflect: true },
    multiple: { type: Boolean, reflect: true },
    baseUrl: { attribute: "base-url" },
    recipients: {},
    _isDisabled: { state: true },
    _isDragging: { state: true },
  };
  static override styles = [controlStyles, fieldStyles];

  /** The field's name in the form; without one nothing is sent, as with any control. */
  declare name: string;
  declare required: boolean;
  /** Take more than one document. */
  declare multiple: boolean;
  /** The folder docsieve is served from, where that is not this module's own. */
  declare baseUrl: string | undefined;
  /** Public keys ("age1...") to seal for, with spaces between. */
  declare recipients: string | undefined;
  declare _isDisabled: boolean;
  declare _isDragging: boolean;
  /** Lets the person review; by default in a modal dialog. */
  review: ReviewCallback | undefined;
  policy: Policy | undefined;
  parse: Pick<ParseOptions, "limits" | "timeout" | "stallTimeout" | "hidden"> | undefined;
  readonly wholePage = false;
  readonly #internals = this.attachInternals();
  readonly #documents = new FieldDocuments(this);
  #client: DocumentClient | undefined;
  #ownsClient = false;
  #strings: FieldStrings = FIELD_ENGLISH;

  constructor() {
    super();
    this.name = "";
    this.required = false;
    this.multiple = false;
    this.baseUrl = undefined;
    this.recipients = undefined;
    this._isDisabled = false;
    this._isDragging = false;
    this.addController(new DropTarget(this));
  }

  get client(): DocumentClient {
    if (!this.#client) {
      this.#client = createClient({ baseUrl: this.baseUrl });
      this.#ownsClient = true;
    }
    return this.#client;
  }

  set client(client: DocumentClient) {
    if (this.#ownsClient) this.#client?.dispose();
    this.#client = client;
    this.#ownsClient = false;
  }

  /** All words; assign some or all of them to replace them. */
  get strings(): FieldStrings {
    return this.#strings;
  }

  set strings(strings: Partial<FieldStrings>) {
    this.#strings = { ...FIELD_ENGLISH, ...strings };
    this.requestUpdate();
  }

  /** What the form will send. */
  get payloads(): readonly ReviewedPayload[] {
    return this.#documents.all.flatMap(({ state }) => (state.is === "reviewed" ? [state.made.payload] : []));
  }

  get reviewOptions() {
    const { client, policy, parse } = this;
    const recipients = this.recipients?.split(/[\s,]+/).filter(Boolean) ?? [];
    const receiver = () => this.strings.receiver(this.#receivingHost());
    const review = this.review ?? reviewInDialog({ receiver, policy, recipients });
    return { client, review, policy, parse, recipients };
  }

  // What every form control has.

  get form(): HTMLFormElement | null {
    return this.#internals.form;
  }

  get type(): string {
    return "docsieve-field";
  }

  get validity(): ValidityState {
    return this.#internals.validity;
  }

  get validationMessage(): string {
    return this.#internals.validationMessage;
  }

  get willValidate(): boolean {
    return this.#internals.willValidate;
  }

  get disabled(): boolean {
    return this.hasAttribute("disabled");
  }

  set disabled(disabled: boolean) {
    this.toggleAttribute("disabled", disabled);
  }

  checkValidity(): boolean {
    return this.#internals.checkValidity();
  }

  reportValidity(): boolean {
    return this.#internals.reportValidity();
  }

  formResetCallback(): void {
    this.clear();
  }

  formDisabledCallback(disabled: boolean): void {
    this._isDisabled = disabled;
  }

  /** After a reload or a step back nothing is in it: what was agreed to then is not agreed to now. */
  formStateRestoreCallback(): void {
    this.clear();
  }

  /** Read and review files, as if they had been chosen. */
  add(files: Iterable<File>): void {
    const chosen = [...files];
    if (this._isDisabled || chosen.length === 0) return;
    if (this.multiple) {
      this.#documents.add(chosen);
    } else {
      this.#documents.clear();
      this.#documents.add(chosen.slice(0, 1));
    }
  }

  /** Stop what is in review, and take all documents out. */
  clear(): void {
    this.#documents.clear();
  }

  /** Where the form goes: what a person agrees to depends on it. */
  #receivingHost(): string {
    return new URL(this.form?.action ?? location.href, document.baseURI).host;
  }

  documentsChanged(): void {
    this.#tellForm();
    this.requestUpdate();
    this.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
    this.dispatchEvent(new Event("change", { bubbles: true }));
  }

  reviewFailed(error: unknown): void {
    const detail = { error };
    this.dispatchEvent(new CustomEvent("docsieve-review-error", { detail, bubbles: true, composed: true }));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#internals.role = "group";
    this.#tellForm();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // Moving the element in the page disconnects it too.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.clear();
      if (this.#ownsClient) this.#client?.dispose();
      if (this.#ownsClient) this.#client = undefined;
    });
  }

  override updated(changed: Map<PropertyKey, unknown>): void {
    this.#internals.ariaLabel = this.getAttribute("aria-label") ?? this.strings.label;
    if (changed.has("name") || changed.has("required")) this.#tellForm();
    // The browser shows its message at this button, which has to be there first.
    else this.#setValidity();
  }

  /** The value: the payloads as files. No state beside it, so that no browser keeps a document in its history. */
  #tellForm(): void {
    const value = new FormData();
    if (this.name) for (const file of this.#documents.files) value.append(this.name, file);
    this.#internals.setFormValue([...value].length > 0 ? value : null, null);
    this.#setValidity();
  }

  #setValidity(): void {
    const { all, files } = this.#documents;
    const isOpen = all.some(({ state }) => !["reviewed", "refused", "unreadable"].includes(state.is));
    const { strings } = this;
    const anchor = this.renderRoot?.querySelector<HTMLElement>("button") ?? undefined;
    if (isOpen) this.#internals.setValidity({ customError: true }, strings.notReviewed, anchor);
    else if (all.some(({ state }) => state.is === "unreadable"))
      this.#internals.setValidity({ badInput: true }, strings.notReadable, anchor);
    else if (this.required && files.length === 0)
      this.#internals.setValidity({ valueMissing: true }, strings.missing, anchor);
    else this.#internals.setValidity({});
  }

  override render(): TemplateResult {
    const { strings } = this;
    const open = () => this.renderRoot.querySelector<HTMLInputElement>("input[type=file]")?.click();
    return html`
      <div class="field ${this._isDragging ? "dragging" : ""}" part="field">
        <button type="button" part="button" ?disabled=${this._isDisabled} @click=${open}>${strings.choose}</button>
        <input
          type="file" hidden ?multiple=${this.multiple} ?disabled=${this._isDisabled}
          aria-label=${strings.choose} accept=${acceptOf(this.client.formats)} @change=${this.#onPick}
        />
        <p class="hint">${strings.hint}</p>
        <ul part="list" ?hidden=${this.#documents.all.length === 0}>
          ${repeat(
            this.#documents.all,
            ({ key }) => key,
            (document) => this.#row(document),
          )}
        </ul>
      </div>
    `;
  }

  #row(document: FieldDocument): TemplateResult {
    const { strings } = this;
    const { name, state } = document;
    const button = (label: string, act: () => void) => html`
      <button
        type="button" class="quiet" part="button" ?disabled=${this._isDisabled}
        aria-label=${strings.of(label, name)} @click=${act}
      >${label}</button>
    `;
    const canReview = state.is === "refused" || state.is === "failed";
    return html`
      <li part="document">
        <span class="name">${name}</span>
        ${this.#state(document)}
        ${canReview ? button(strings.reviewAgain, () => this.#documents.review([document])) : nothing}
        ${button(strings.remove, () => this.#documents.remove(document))}
      </li>
    `;
  }

  #state({ name, state }: FieldDocument): TemplateResult {
    const { strings } = this;
    if (state.is === "locked") {
      const label = state.wasWrong ? strings.wrongPassword : strings.password;
      const answer = (event: Event) => {
        const line = (event.currentTarget as HTMLElement).closest(".locked");
        const field = line?.querySelector("input");
        if (field?.value) state.answer(field.value);
      };
      const onKey = (event: KeyboardEvent) => {
        if (event.key !== "Enter") return;
        event.preventDefault();
        answer(event);
      };
      return html`
        <span class="locked">
          <label>${label} <input type="password" autocomplete="off" @keydown=${onKey} /></label>
          <button type="button" part="button" aria-label=${strings.of(strings.open, name)} @click=${answer}>
            ${strings.open}
          </button>
        </span>
      `;
    }
    if (state.is === "unreadable") {
      return html`<span class="state error" part="error" role="alert">${state.error.message}</span>`;
    }
    if (state.is === "failed") {
      return html`<span class="state error" part="error" role="alert">${strings.failed}</span>`;
    }
    const words = state.is === "reviewed" ? strings.reviewed(state.made.file.size) : strings[state.is];
    return html`<span class="state ${state.is}" role="status">${words}</span>`;
  }

  readonly #onPick = (event: Event): void => {
    const input = event.currentTarget as HTMLInputElement;
    if (input.files) this.add(fromPicker(input.files).map(({ file }) => file));
    // The same file chosen again must be a change again.
    input.value = "";
  };

  dragEntered(): void {
    this._isDragging = !this._isDisabled;
  }

  dragLeft(): void {
    this._isDragging = false;
  }

  async received(collecting: Promise<Collected>): Promise<void> {
    this.add((await collecting).files.map(({ file }) => file));
  }

  pasted(): void {}
}

/** Make `<docsieve-field>` known to the page. */
export function defineDocsieveField(): void {
  if (!customElements.get("docsieve-field")) customElements.define("docsieve-field", DocsieveField);
}
