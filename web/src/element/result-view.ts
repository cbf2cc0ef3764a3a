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
import { replaceInPlace } from "./keep-place";
import { scanSummary } from "./recognised-pages";
import { resultStyles } from "./result-styles";
import { ENGLISH, type Strings } from "./strings";
import { TextAhead } from "./text-ahead";

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
  #shown: TextAhead | { readonly result: ParsedDocument; readonly tab: DefaultOutput } | undefined;
  #piecesShown = 0;

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
    if (!entry || (!result && !entry.ahead)) return html`<p class="placeholder">${strings.selectToRead}</p>`;
    const output = result && outputOf(result, this._tab);
    return html`
      <header>
        <h2 dir="auto" part="result-name">${entry.name}</h2>
        <div class="bar">
          <div role="tablist" aria-label=${strings.tabs} part="tabs" @keydown=${this.#onTabKey}>
            ${TABS.map((tab) => this.#tabButton(tab))}
          </div>
          <div class="actions">${result ? this.#buttons(entry, result) : this.#progress(entry)}</div>
        </div>
        <p class="said" role="status">
          ${this._copied === "done" ? html`<span class="hidden">${strings.copied}</span>` : nothing}
          ${this._copied === "blocked" ? strings.copyBlocked : nothing}
        </p>
      </header>
        ${result ? this.#recognised(result) : nothing} ${this.#notes(result?.warnings ?? [])}
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
          output?.trim() === "" || (!result && this._tab !== "text")
            ? html`<p class="placeholder">${result ? strings.noText : strings.notYet}</p>`
            : keyed(entry, html`<docsieve-chunked-text></docsieve-chunked-text>`)
        }
      </div>
    `;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("entry")) this._copied = "";
  }

  protected override updated(): void {
    const view = this.renderRoot.querySelector("docsieve-chunked-text");
    const panel = this.renderRoot.querySelector<HTMLElement>("#panel");
    const result = this.entry?.result;
    const ahead = this.entry?.ahead;
    if (!(view instanceof ChunkedText) || !panel || (!result && !ahead)) {
      this.#shown = undefined;
      return;
    }
    if (ahead) {
      this.#showAhead(view, panel, ahead);
      return;
    }
    // Rendering happens for other reasons too; the text is only laid out anew when it is another.
    const shown = this.#shown;
    if (
      !result ||
      (shown && !(shown instanceof TextAhead) && shown.result === result && shown.tab === this._tab)
    )
      return;
    this.#shown = { result, tab: this._tab };
    if (shown instanceof TextAhead && this._tab === "text") {
      replaceInPlace(view, panel, result.text);
      return;
    }
    view.show(outputOf(result, this._tab), this._tab);
    panel.scrollTo(0, 0);
  }

  /** Add what has arrived since. */
  #showAhead(view: ChunkedText, panel: HTMLElement, ahead: TextAhead): void {
    if (this.#shown !== ahead) {
      this.#shown = ahead;
      this.#piecesShown = 0;
      view.show("", "text");
      panel.scrollTo(0, 0);
    }
    for (const piece of ahead.pieces.slice(this.#piecesShown)) view.grow(piece);
    this.#piecesShown = ahead.pieces.length;
  }

  #buttons(entry: FileEntry, result: ParsedDocument): TemplateResult {
    const { strings } = this;
    return html`
      <button type="button" part="button" @click=${() => this.#copy(outputOf(result, this._tab))}>
        ${this._copied === "done" ? strings.copied : strings.copy}
      </button>
      <button type="button" part="button" @click=${() => downloadOne(entry, result, this._tab)}>
        ${strings.download}
      </button>
    `;
  }

  /** Not a live region: it changes many times a second. */
  #progress({ state }: FileEntry): TemplateResult | typeof nothing {
    if (state.is !== "reading") return nothing;
    return html`<p class="reading" part="reading">${this.strings.progress(state.progress)}</p>`;
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
    // Of what is inside a file only the warning tells.
    const inside = result.warnings.find(({ code }) => code === "recognised")?.message;
    if (inside === undefined) return nothing;
    const note = recognised > 0 ? this.strings.recognisedNote(recognised, confidence) : inside;
    return html`<p class="recognised" part="recognised">${note}</p>`;
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
