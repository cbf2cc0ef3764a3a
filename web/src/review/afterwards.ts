/** For the answer that comes back: what the labels stand for, saved on this device or put back into a text. */

import { html, LitElement, nothing, type TemplateResult } from "lit";
import { copyText } from "../element/clipboard";
import { controlStyles } from "../element/control-styles";
import { offer } from "../element/downloads";
import { alertIcon } from "../element/icons";
import { DocumentError } from "../errors";
import { afterwardsStyles } from "./afterwards-styles";
import type { ReviewModel } from "./review-model";
import { REVIEW_ENGLISH, type ReviewStrings } from "./strings";

/** Internal to `<docsieve-review>`. */
export class Afterwards extends LitElement {
  static override properties = {
    model: { attribute: false },
    strings: { attribute: false },
    _restored: { state: true },
    _isCopied: { state: true },
    _error: { state: true },
  };
  static override styles = [controlStyles, afterwardsStyles];

  declare model: ReviewModel | undefined;
  declare strings: ReviewStrings;
  declare _restored: { text: string; restored: number } | undefined;
  declare _isCopied: boolean;
  declare _error: string;

  constructor() {
    super();
    this.model = undefined;
    this.strings = REVIEW_ENGLISH;
    this._restored = undefined;
    this._isCopied = false;
    this._error = "";
  }

  override render(): TemplateResult {
    const { strings, _restored: restored } = this;
    return html`
      <details>
        <summary>${strings.afterwards}</summary>
        <p class="hint">${strings.afterwardsHint}</p>
        <p class="warning">${alertIcon}<span>${strings.vaultWarning}</span></p>
        <button type="button" part="button" @click=${this.#onVault}>${strings.vault}</button>
        <form @submit=${this.#onRestore}>
          <label for="answer">${strings.restore}</label>
          <textarea id="answer" name="answer" rows="5" spellcheck="false"></textarea>
          <button type="submit" part="button">${strings.restoreDo}</button>
        </form>
        <p class="error" role="alert">${this._error}</p>
        <p role="status">${restored ? strings.restored(restored.restored) : nothing}</p>
        ${
          restored
            ? html`
                <label for="restored">${strings.restoredText}</label>
                <textarea id="restored" rows="5" readonly .value=${restored.text}></textarea>
                <button type="button" part="button" @click=${() => this.#onCopy(restored.text)}>
                  ${this._isCopied ? strings.copied : strings.copy}
                </button>
              `
            : nothing
        }
      </details>
    `;
  }

  readonly #onVault = async (): Promise<void> => {
    await this.#try(async (model) => {
      const vault = await model.review.vault();
      offer(new Blob([vault], { type: "application/json" }), "docsieve-vault.json");
    });
  };

  readonly #onRestore = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const field = (event.currentTarget as HTMLFormElement).elements.namedItem(
      "answer",
    ) as HTMLTextAreaElement;
    await this.#try(async (model) => {
      this._restored = await model.review.restore(field.value);
      this._isCopied = false;
    });
  };

  async #onCopy(text: string): Promise<void> {
    this._isCopied = await copyText(text);
  }

  async #try(act: (model: ReviewModel) => Promise<void>): Promise<void> {
    this._error = "";
    try {
      if (this.model) await act(this.model);
    } catch (error) {
      this._error = error instanceof DocumentError && error.userFacing ? error.message : this.strings.failure;
    }
  }
}

export function defineAfterwards(): void {
  if (!customElements.get("docsieve-review-afterwards"))
    customElements.define("docsieve-review-afterwards", Afterwards);
}
