/** The result of one file: tabs Text, Markdown and JSON, copy, download, and the notes. */

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import type { DefaultOutput, ParsedDocument } from "../parsed-document";
import type { ParseWarning } from "../protocol";
import { ChunkedText, defineChunkedText } from "./chunked-text";
import { copyText } from "./clipboard";
import { controlStyles } from "./control-styles";
import { downloadOne, outputOf } from "./downloads";
import type { FileEntry } from "./file-entry";
import { scanSummary } from "./recognised-pages";
import { resultStyles } from "./result-styles";
import { ENGLISH, type Strings } from "./strings";

const TABS: readonly DefaultOutput[] = ["text", "markdown", "json"];

/** Internal to `<docsieve-drop>`. */
export class ResultView extends LitElement {
  static override properties = {
    entry: { attribute: false },
    version: { attribute: false },
    strings: { attribute: false },
    _tab: { state: true },
    _copied: { state: true },
  };
  static override styles = [controlStyles, resultStyles];

  declare entry: FileEntry | undefined;
  /** The entry's state: an entry is the same object when it has changed. */
  declare version: unknown;
  declare strings: Strings;
  declare _tab: DefaultOutput;
  declare _copied: "" | "done" | "blocked";
  #shown: { readonly result: ParsedDocument; readonly tab: DefaultOutput } | undefined;

  constructor() {
    super();
    this.entry = undefined;
    this.strings = ENGLISH;
    this._tab = "text";
    this._copied = "";
  }

  override render(): TemplateResult {
    const { entry, strings } = this;
    const result = entry?.result;
    if (!entry || !result) return html`<p class="placeholder">${strings.selectToRead}</p>`;
    const output = outputOf(result, this._tab);
    return html`
      <header>
        <h2 dir="auto" part="result-name">${entry.name}</h2>
        <div class="bar">
          <div role="tablist" aria-label=${strings.tabs} part="tabs" @keydown=${this.#onTabKey}>
            ${TABS.map((tab) => this.#tabButton(tab))}
          </div>
          <div class="actions">
            <button type="button" part="button" @click=${() => this.#copy(output)}>
              ${this._copied === "done" ? strings.copied : strings.copy}
            </button>
            <button type="button" part="button" @click=${() => downloadOne(entry, result, this._tab)}>
              ${strings.download}
            </button>
          </div>
        </div>
        <p class="said" role="status">
          ${this._copied === "done" ? html`<span class="hidden">${strings.copied}</span>` : nothing}
          ${this._copied === "blocked" ? strings.copyBlocked : nothing}
        </p>
      </header>
      ${this.#recognised(result)} ${this.#notes(result.warnings)}
      <div
        role="tabpanel"
        id="panel"
        aria-labelledby=${`tab-${this._tab}`}
        tabindex="0"
        part="panel"
        data-kind=${this._tab}
        dir="auto"
      >
        ${
          output.trim() === ""
            ? html`<p class="placeholder">${strings.noText}</p>`
            : keyed(result, html`<docsieve-chunked-text></docsieve-chunked-text>`)
        }
      </div>
    `;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("entry")) this._copied = "";
  }

  protected override updated(): void {
    const view = this.renderRoot.querySelector("docsieve-chunked-text");
    const result = this.entry?.result;
    if (!(view instanceof ChunkedText) || !result) {
      this.#shown = undefined;
      return;
    }
    // Rendering happens for other reasons too; the text is only laid out anew when it is another.
    if (this.#shown?.result === result && this.#shown.tab === this._tab) return;
    this.#shown = { result, tab: this._tab };
    view.show(outputOf(result, this._tab), this._tab);
    this.renderRoot.querySelector("#panel")?.scrollTo(0, 0);
  }

  #tabButton(tab: DefaultOutput): TemplateResult {
    const isChosen = tab === this._tab;
    return html`
      <button
        type="button"
        role="tab"
        id=${`tab-${tab}`}
        part="tab"
        aria-selected=${isChosen ? "true" : "false"}
        aria-controls="panel"
        tabindex=${isChosen ? 0 : -1}
        @click=${() => this.#choose(tab)}
      >
        ${this.strings[tab]}
      </button>
    `;
  }

  #recognised(result: ParsedDocument): TemplateResult | typeof nothing {
    const { recognised, confidence } = scanSummary(result);
    if (recognised === 0) return nothing;
    return html`<p class="recognised" part="recognised">${this.strings.recognisedNote(recognised, confidence)}</p>`;
  }

  #notes(warnings: readonly ParseWarning[]): TemplateResult | typeof nothing {
    if (warnings.length === 0) return nothing;
    const { strings } = this;
    return html`
      <details part="notes">
        <summary>${strings.notes(warnings.length)}</summary>
        <ul>
          ${warnings.map(
            ({ message, where }) => html`
              <li dir="auto">
                ${message} ${where?.page ? html`<span class="where">${strings.onPage(where.page)}</span>` : nothing}
              </li>
            `,
          )}
        </ul>
      </details>
    `;
  }

  /** Keys of the tab pattern of the ARIA Authoring Practices, selection following focus. */
  readonly #onTabKey = (event: KeyboardEvent): void => {
    const now = TABS.indexOf(this._tab);
    const isRightToLeft = getComputedStyle(this).direction === "rtl";
    const step = isRightToLeft ? -1 : 1;
    const targets: Record<string, number> = {
      ArrowRight: now + step,
      ArrowLeft: now - step,
      Home: 0,
      End: TABS.length - 1,
    };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    const tab = TABS[(target + TABS.length) % TABS.length];
    if (!tab) return;
    this.#choose(tab);
    this.renderRoot.querySelector<HTMLElement>(`#tab-${tab}`)?.focus();
  };

  #choose(tab: DefaultOutput): void {
    this._tab = tab;
    this._copied = "";
  }

  async #copy(text: string): Promise<void> {
    this._copied = (await copyText(text)) ? "done" : "blocked";
  }
}

export function defineResultView(): void {
  defineChunkedText();
  if (!customElements.get("docsieve-result-view")) customElements.define("docsieve-result-view", ResultView);
}
