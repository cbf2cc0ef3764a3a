/** `<docsieve-uploads>`: how far each upload is, what can be done about it, and its receipt. */

import { html, LitElement, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { controlStyles } from "../element/control-styles";
import { offer, stem } from "../element/downloads";
import { alertIcon } from "../element/icons";
import type { Receipt } from "../generated/wire";
import type { QueuedUpload } from "../upload/upload-queue";
import { REVIEW_ENGLISH, type ReviewStrings } from "./strings";
import { uploadStyles } from "./upload-styles";
import type { Uploads } from "./uploads";

/** Internal to `<docsieve-drop>` and `<docsieve-review>`. */
export class UploadList extends LitElement {
  static override properties = {
    uploads: { attribute: false },
    version: { attribute: false },
    strings: { attribute: false },
  };
  static override styles = [controlStyles, uploadStyles];

  declare uploads: Uploads | undefined;
  /** Raised with each change of an upload. */
  declare version: number;
  declare strings: ReviewStrings;

  constructor() {
    super();
    this.uploads = undefined;
    this.version = 0;
    this.strings = REVIEW_ENGLISH;
  }

  override render(): TemplateResult | typeof nothing {
    const { uploads, strings } = this;
    if (!uploads || uploads.all.length === 0) return nothing;
    return html`
      <section aria-label=${strings.uploads} part="uploads">
        <h3>${strings.uploads}</h3>
        <ul>
          ${repeat(
            uploads.all,
            ({ key }) => key,
            (upload) => this.#row(upload, uploads),
          )}
        </ul>
      </section>
    `;
  }

  #row(upload: QueuedUpload, uploads: Uploads): TemplateResult {
    const { strings } = this;
    const { key, name, state } = upload;
    const nameId = `upload-${key}`;
    const button = (label: string, act: () => unknown) => html`
      <button type="button" part="button" aria-describedby=${nameId} @click=${act}>${label}</button>
    `;
    return html`
      <li data-state=${state.is}>
        <span class="what">
          <span class="name" id=${nameId} dir="auto">${name}</span>
          <span class="state" role="status">${this.#word(upload)}</span>
          ${uploads.isResumed(key) && state.is !== "done" ? html`<span class="state">${strings.resumed}</span>` : nothing}
        </span>
        <span class="actions">
          ${state.is === "done" ? button(strings.receipt, () => saveReceipt(name, state.receipt)) : nothing}
          ${state.is === "failed" ? button(strings.retry, () => uploads.retry(key)) : nothing}
          ${
            state.is === "done"
              ? nothing
              : button(state.is === "failed" ? strings.forget : strings.cancel, () => uploads.cancel(key))
          }
        </span>
        ${
          state.is === "sending"
            ? html`<progress part="progress" aria-label=${strings.progressOf(name)} max=${state.total} .value=${state.sent}></progress>`
            : nothing
        }
        ${
          state.is === "failed"
            ? html`<p class="error" role="alert" part="error">${alertIcon}<span>${state.error.message}</span></p>`
            : nothing
        }
      </li>
    `;
  }

  #word({ state }: QueuedUpload): string {
    const { strings } = this;
    if (state.is === "waiting") return strings.waiting;
    if (state.is === "sending") return strings.sending(state.sent, state.total);
    if (state.is === "failed") return "";
    const { received, duplicate } = state.receipt.answer;
    const when = new Date(received);
    const said = strings.sent(Number.isNaN(when.valueOf()) ? "" : when.toLocaleTimeString());
    return duplicate ? `${said} (${strings.duplicate})` : said;
  }
}

function saveReceipt(name: string, receipt: Receipt): void {
  const blob = new Blob([`${JSON.stringify(receipt, null, 2)}\n`], { type: "application/json" });
  offer(blob, `${stem(name)}.receipt.json`);
}

export function defineUploadList(): void {
  if (!customElements.get("docsieve-uploads")) customElements.define("docsieve-uploads", UploadList);
}
