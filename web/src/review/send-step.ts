/** What will be sent, byte for byte, and only then the question whether to send it. */

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { ChunkedText, defineChunkedText } from "../element/chunked-text";
import { controlStyles } from "../element/control-styles";
import { alertIcon } from "../element/icons";
import { DocumentError } from "../errors";
import type { PayloadContent } from "../protocol";
import type { ReviewedPayload } from "../reviewed-payload";
import { defineAfterwards } from "./afterwards";
import type { ReviewedDocument, ReviewModel } from "./review-model";
import { savePayloads } from "./save-payloads";
import { sendStyles } from "./send-styles";
import { REVIEW_ENGLISH, type ReviewStrings } from "./strings";
import { defineUploadList } from "./upload-list";
import type { Uploads } from "./uploads";

const CONTENTS: readonly PayloadContent[] = ["text", "markdown", "chunks"];

/** What the person agreed to, in `docsieve-agreed`. */
export interface AgreedPayload {
  readonly key: string;
  readonly name: string;
  readonly file: Blob | undefined;
  readonly payload: ReviewedPayload;
}

/** Internal to `<docsieve-review>`. */
export class SendStep extends LitElement {
  static override properties = {
    model: { attribute: false },
    uploads: { attribute: false },
    version: { attribute: false },
    endpoint: { attribute: false },
    recipients: { attribute: false },
    receiver: { attribute: false },
    strings: { attribute: false },
    _contents: { state: true },
    _includeName: { state: true },
    _includeHash: { state: true },
    _out: { state: true },
    _shown: { state: true },
    _payloads: { state: true },
    _errors: { state: true },
    _agreed: { state: true },
    _isMaking: { state: true },
  };
  static override styles = [controlStyles, sendStyles];

  declare model: ReviewModel | undefined;
  declare uploads: Uploads | undefined;
  /** Raised with each change of an upload. */
  declare version: number;
  declare endpoint: string | undefined;
  declare recipients: readonly string[];
  /** Who takes the payloads in the place of an endpoint, in the page's own words. */
  declare receiver: string | undefined;
  declare strings: ReviewStrings;
  declare _contents: readonly PayloadContent[];
  declare _includeName: boolean;
  declare _includeHash: boolean;
  /** Documents that are not to be sent. */
  declare _out: ReadonlySet<string>;
  /** The document whose payload is shown. */
  declare _shown: string | undefined;
  declare _payloads: ReadonlyMap<string, ReviewedPayload>;
  declare _errors: ReadonlyMap<string, string>;
  /** Payloads that the person has agreed to, so that none is sent twice. */
  declare _agreed: ReadonlySet<ReviewedPayload>;
  declare _isMaking: boolean;
  #round = 0;
  #laidOut: ReviewedPayload | undefined;

  constructor() {
    super();
    this.model = undefined;
    this.uploads = undefined;
    this.version = 0;
    this.endpoint = undefined;
    this.recipients = [];
    this.receiver = undefined;
    this.strings = REVIEW_ENGLISH;
    this._contents = ["text"];
    this._includeName = false;
    this._includeHash = false;
    this._out = new Set();
    this._shown = undefined;
    this._payloads = new Map();
    this._errors = new Map();
    this._agreed = new Set();
    this._isMaking = false;
  }

  override render(): TemplateResult | typeof nothing {
    const { model, strings } = this;
    if (!model) return nothing;
    const shown = model.document(this._shown ?? "") ?? model.documents[0];
    return html`
      <header>
        <button type="button" part="button" @click=${() => this.#emit("back")}>${strings.backToReview}</button>
        <h2 tabindex="-1" part="review-title">${this.endpoint || this.receiver ? strings.sendTitle : strings.saveTitle}</h2>
      </header>
      ${this.#options()} ${model.documents.length > 1 ? this.#documents(model.documents, shown?.key) : nothing}
      ${shown ? this.#payload(shown) : nothing} ${this.#consent()}
      <docsieve-uploads
        exportparts="button, uploads, progress, error"
        .uploads=${this.uploads}
        .version=${this.version}
        .strings=${strings}
      ></docsieve-uploads>
      <docsieve-review-afterwards exportparts="button" .model=${model} .strings=${strings}></docsieve-review-afterwards>
    `;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const options = ["model", "_contents", "_includeName", "_includeHash"] as const;
    if (options.some((name) => (changed as ReadonlyMap<PropertyKey, unknown>).has(name)) && this.model)
      void this.#make();
  }

  protected override updated(): void {
    const payload = this.#payloadShown();
    const view = this.renderRoot.querySelector("docsieve-chunked-text");
    if (!(view instanceof ChunkedText) || this.#laidOut === payload) return;
    this.#laidOut = payload;
    view.show(payload?.text() ?? "", "text");
  }

  /** To the heading: what a screen reader reads first on this step. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>("h2")?.focus();
  }

  #options(): TemplateResult {
    const { strings } = this;
    const flag = (name: "_includeName" | "_includeHash", label: string) => html`
      <label>
        <input type="checkbox" .checked=${live(this[name])} @change=${() => (this[name] = !this[name])} />
        ${label}
      </label>
    `;
    return html`
      <fieldset>
        <legend>${strings.contents}</legend>
        ${CONTENTS.map(
          (content) => html`
            <label>
              <input
                type="checkbox"
                .checked=${live(this._contents.includes(content))}
                @change=${() => this.#toggleContent(content)}
              />
              ${strings.content(content)}
            </label>
          `,
        )}
        ${flag("_includeName", strings.includeName)} ${flag("_includeHash", strings.includeHash)}
      </fieldset>
    `;
  }

  #toggleContent(content: PayloadContent): void {
    const chosen = CONTENTS.filter((each) => this._contents.includes(each) !== (each === content));
    // A payload of nothing is of no use: the last one stays.
    if (chosen.length > 0) this._contents = chosen;
    else this.requestUpdate();
  }

  #documents(documents: readonly ReviewedDocument[], shown: string | undefined): TemplateResult {
    const { strings } = this;
    return html`
      <ul class="documents" aria-label=${strings.documents}>
        ${documents.map(({ key, name }) => {
          const payload = this._payloads.get(key);
          const isOut = this._out.has(key);
          return html`
            <li>
              <input
                type="checkbox"
                aria-label=${strings.sendPageOf(name)}
                .checked=${live(!isOut)}
                @change=${() => this.#toggleDocument(key)}
              />
              <button
                type="button"
                class="quiet"
                part="button"
                aria-current=${key === shown ? "true" : "false"}
                @click=${() => (this._shown = key)}
              >
                <span class="name" dir="auto">${name}</span>
              </button>
              <span class="about">${payload ? strings.size(payload.size) : nothing}</span>
            </li>
          `;
        })}
      </ul>
    `;
  }

  #toggleDocument(key: string): void {
    const out = new Set(this._out);
    if (!out.delete(key)) out.add(key);
    this._out = out;
  }

  #payload({ key, name }: ReviewedDocument): TemplateResult {
    const { strings } = this;
    const payload = this._payloads.get(key);
    const error = this._errors.get(key);
    return html`
      <div class="payload">
        <p class="about">
          ${payload ? html`<strong>${strings.size(payload.size)}</strong> · <code>${strings.hash(payload.sha256)}</code>` : nothing}
          ${!payload && !error ? strings.making : nothing}
        </p>
        ${error ? html`<p class="error" role="alert" part="error">${alertIcon}<span>${error}</span></p>` : nothing}
        <div class="bytes" tabindex="0" role="region" aria-label=${strings.payloadOf(name)} part="payload-bytes">
          <docsieve-chunked-text></docsieve-chunked-text>
        </div>
      </div>
    `;
  }

  #payloadShown(): ReviewedPayload | undefined {
    const key = this._shown ?? this.model?.documents[0]?.key;
    return key === undefined ? undefined : this._payloads.get(key);
  }

  /** What would go now: of every document that is not taken out, and has not been sent so already. */
  get #ready(): AgreedPayload[] {
    return (this.model?.documents ?? []).flatMap(({ key, name, file }) => {
      const payload = this._payloads.get(key);
      if (!payload || this._out.has(key) || this._agreed.has(payload)) return [];
      return [{ key, name, file, payload }];
    });
  }

  #consent(): TemplateResult | typeof nothing {
    const { strings, endpoint, recipients, receiver } = this;
    const wanted = (this.model?.documents ?? []).filter(({ key }) => !this._out.has(key));
    const ready = this.#ready;
    const bytes = ready.reduce((sum, { payload }) => sum + payload.size, 0);
    const isComplete = !this._isMaking && wanted.every(({ key }) => this._payloads.has(key));
    if (isComplete && ready.length === 0) return nothing;
    const save = html`
      <button
        type="button"
        class=${endpoint || receiver ? "" : "primary"}
        part=${endpoint || receiver ? "button" : "button primary-button"}
        ?disabled=${!isComplete}
        @click=${() => this.#save(ready)}
      >
        ${ready.length > 1 ? strings.savePayloads : strings.savePayload}
      </button>
    `;
    if (!endpoint && !receiver) {
      return html`<section class="consent" part="consent"><p>${strings.noEndpoint}</p><div class="buttons">${save}</div></section>`;
    }
    const question = receiver
      ? strings.handOver(ready.length, bytes, receiver)
      : strings.consent(ready.length, bytes, endpoint ?? "");
    return html`
      <section class="consent" part="consent" aria-label=${strings.send}>
        <p class="question" id="question">${isComplete ? question : strings.making}</p>
        ${
          recipients.length > 0
            ? html`
                <p>${strings.consentSealed}</p>
                <ul class="keys">${recipients.map((key) => html`<li><code>${key}</code></li>`)}</ul>
              `
            : receiver
              ? nothing
              : html`<p>${strings.consentPlain}</p>`
        }
        <p>${strings.nothingElse}</p>
        <div class="buttons">
          <button
            type="button"
            class="primary"
            part="button primary-button"
            aria-describedby="question"
            ?disabled=${!isComplete}
            @click=${() => this.#agree(ready)}
          >
            ${receiver ? strings.handOverDo : strings.send}
          </button>
          <button type="button" part="button" @click=${() => this.#emit("back")}>${strings.dontSend}</button>
          ${save}
        </div>
      </section>
    `;
  }

  async #agree(ready: readonly AgreedPayload[]): Promise<void> {
    this._agreed = new Set([...this._agreed, ...ready.map(({ payload }) => payload)]);
    const isOurs = this.#emit("docsieve-agreed", { payloads: ready, action: "send" }, true);
    if (!isOurs || !this.uploads) return;
    for (const { key, payload, name, file } of ready) {
      try {
        await this.uploads.add(payload, name, file);
      } catch (error) {
        this._errors = new Map(this._errors).set(
          key,
          error instanceof Error ? error.message : this.strings.failure,
        );
        this._agreed = new Set([...this._agreed].filter((other) => other !== payload));
      }
    }
    await this.updateComplete;
    this.focus();
  }

  #save(ready: readonly AgreedPayload[]): void {
    if (this.#emit("docsieve-agreed", { payloads: ready, action: "save" }, true)) savePayloads(ready);
  }

  /** Write the payloads of all documents; what a later choice asks for takes the place of this round. */
  async #make(): Promise<void> {
    const { model } = this;
    if (!model) return;
    const round = ++this.#round;
    this._payloads = new Map();
    this._errors = new Map();
    this._isMaking = true;
    const options = {
      contents: this._contents,
      includeName: this._includeName,
      includeSourceSha256: this._includeHash,
    };
    for (const { key } of model.documents) {
      try {
        const payload = await model.review.payload(key, options);
        if (round !== this.#round) return;
        this._payloads = new Map(this._payloads).set(key, payload);
      } catch (error) {
        if (round !== this.#round) return;
        const isKnown = error instanceof DocumentError && error.userFacing;
        this._errors = new Map(this._errors).set(key, isKnown ? error.message : this.strings.failure);
      }
    }
    this._isMaking = false;
  }

  #emit(type: string, detail?: unknown, cancelable = false): boolean {
    return this.dispatchEvent(
      new CustomEvent(type, { detail, cancelable, bubbles: cancelable, composed: cancelable }),
    );
  }
}

export function defineSendStep(): void {
  defineChunkedText();
  defineUploadList();
  defineAfterwards();
  if (!customElements.get("docsieve-review-send")) customElements.define("docsieve-review-send", SendStep);
}
