/** `<docsieve-review>`: what of a set of documents is sent, seen and decided by the person. web/README.md. */

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { controlStyles } from "../element/control-styles";
import { alertIcon } from "../element/icons";
import { DocumentError } from "../errors";
import type { Policy, ReviewChanged } from "../protocol";
import type { Review } from "../review";
import { actionOf, keyHelp, markAt } from "./keys";
import { definePageList, PageList } from "./page-list";
import { canDraw, type DrawPage, removePicture, showPicture } from "./page-pictures";
import { type Asked, type ReviewedDocument, type ReviewedFile, ReviewModel } from "./review-model";
import { defineReviewRail } from "./review-rail";
import { reviewStyles } from "./review-styles";
import { selectedIn } from "./selected-text";
import { defineSendStep, SendStep } from "./send-step";
import { spoken } from "./spoken";
import { goToMatch, type Step, stepTo } from "./steps";
import { REVIEW_ENGLISH, type ReviewStrings } from "./strings";
import { type ToolbarActions, toolbar } from "./toolbar";
import type { Uploads } from "./uploads";

export class DocsieveReview extends LitElement {
  static override properties = {
    review: { attribute: false },
    files: { attribute: false },
    policy: { attribute: false },
    endpoint: {},
    recipients: { attribute: false },
    receiver: {},
    drawPage: { attribute: false },
    uploads: { attribute: false },
    uploadsVersion: { attribute: false },
    _model: { state: true },
    _current: { state: true },
    _version: { state: true },
    _step: { state: true },
    _selected: { state: true },
    _said: { state: true },
    _error: { state: true },
    _hasPictures: { state: true },
  };
  static override styles = [controlStyles, reviewStyles];

  /** Of `client.openReview`; whoever made it disposes of it. */
  declare review: Review | undefined;
  /** The documents of the review by their keys, with the names to show. */
  declare files: readonly ReviewedFile[];
  /** The policy that the review was opened with. */
  declare policy: Policy | undefined;
  /** Where payloads go; without one they can be saved. */
  declare endpoint: string | undefined;
  /** Public keys that payloads are sealed for. */
  declare recipients: readonly string[];
  /** Who takes the payloads in the place of an endpoint ("this form"): then `docsieve-agreed` hands them over. */
  declare receiver: string | undefined;
  /** Draws pages of the original files, `client.drawPage` for instance; without it there are no pictures. */
  declare drawPage: DrawPage | undefined;
  declare uploads: Uploads | undefined;
  declare uploadsVersion: number;
  declare _model: ReviewModel | undefined;
  declare _current: string | undefined;
  declare _version: number;
  declare _step: "review" | "send";
  declare _selected: string;
  declare _said: string;
  declare _error: string;
  declare _hasPictures: boolean;
  #strings: ReviewStrings = REVIEW_ENGLISH;
  #laidOut: ReviewedDocument | undefined;

  constructor() {
    super();
    this.review = undefined;
    this.files = [];
    this.policy = undefined;
    this.endpoint = undefined;
    this.recipients = [];
    this.receiver = undefined;
    this.uploads = undefined;
    this.uploadsVersion = 0;
    this._model = undefined;
    this._current = undefined;
    this._version = 0;
    this._step = "review";
    this._selected = "";
    this._said = "";
    this._error = "";
    this.drawPage = undefined;
    this._hasPictures = false;
  }

  /** All words; assign some or all of them to replace them. */
  get strings(): ReviewStrings {
    return this.#strings;
  }

  set strings(strings: Partial<ReviewStrings>) {
    this.#strings = { ...REVIEW_ENGLISH, ...strings };
    this.requestUpdate();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("selectionchange", this.#onSelection);
    this.addEventListener("keydown", this.#onKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("selectionchange", this.#onSelection);
    this.removeEventListener("keydown", this.#onKey);
  }

  override render(): TemplateResult | typeof nothing {
    const { _model: model, strings } = this;
    const current = this.#document;
    if (!model || !current) return nothing;
    const hasPictures = this._hasPictures && canDraw(current);
    return html`
      <div class="review" ?hidden=${this._step !== "review"}>
        <header>
          <button type="button" part="button" @click=${() => this.#emit("docsieve-review-close")}>
            ${strings.back}
          </button>
          <h2 tabindex="-1" dir="auto" part="review-title">${strings.title}: ${current.name}</h2>
          <button type="button" class="primary" part="button primary-button" @click=${() => this.#go("send")}>
            ${strings.next}
          </button>
        </header>
        ${toolbar(
          {
            model,
            document: current,
            hasSelection: Boolean(this._selected),
            hasPictures: this.drawPage && canDraw(current) ? this._hasPictures : undefined,
          },
          strings,
          this.#actions,
        )}
        ${this._error ? html`<p class="error" role="alert" part="error">${alertIcon}<span>${this._error}</span></p>` : nothing}
        <div class="work">
          <docsieve-review-rail
            part="rail"
            exportparts="button"
            .model=${model}
            .document=${current}
            .version=${this._version}
            .strings=${strings}
            .makeChange=${this.#makeChange}
            @choose-document=${(event: CustomEvent<string>) => this.#choose(event.detail)}
            @go-to-page=${(event: CustomEvent<number>) => this.#pages?.goTo(event.detail)}
            @go-to-match=${(event: CustomEvent<string>) => goToMatch(this.#pages, this.#document, event.detail)}
          ></docsieve-review-rail>
          <div class="pages" part="pages">
            <div class="columns" aria-hidden="true" ?data-pictures=${hasPictures}>${hasPictures ? html`<span>${strings.picture}</span>` : nothing}<span>${strings.original}</span><span>${strings.payload}</span></div>
            <docsieve-review-pages
              ?data-pictures=${hasPictures}
              tabindex="0"
              role="region"
              aria-label=${strings.pages}
              @click=${this.#onClick}
              @page-choice=${this.#onPageChoice}
              @view-failed=${(event: CustomEvent<unknown>) => this.#fail(event.detail)}
            ></docsieve-review-pages>
          </div>
        </div>
        ${keyHelp(strings)}
      </div>
      ${
        this._step === "send"
          ? html`
              <docsieve-review-send
                exportparts="button, primary-button, error, uploads, progress, review-title, consent, payload-bytes"
                .model=${model}
                .uploads=${this.uploads}
                .version=${this.uploadsVersion}
                .endpoint=${this.endpoint}
                .recipients=${this.recipients}
                .receiver=${this.receiver}
                .strings=${strings}
                @back=${() => this.#go("review")}
              ></docsieve-review-send>
            `
          : nothing
      }
      <p class="hidden" role="status">${this._said}</p>
    `;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("review")) {
      this._model = this.review && new ReviewModel(this.review, this.files, this.policy);
    } else if (changed.has("files")) {
      this._model?.setFiles(this.files);
    }
    if (changed.has("review") || changed.has("files")) {
      if (!this.#document) this._current = this._model?.documents[0]?.key;
      this._step = "review";
    }
  }

  protected override updated(): void {
    const { _model: model } = this;
    const current = this.#document;
    if (!model || !current || this.#laidOut === current) return;
    this.#laidOut = current;
    this.#pages?.show(model, current, this.strings);
  }

  /** To the heading of the step: what a screen reader reads first. */
  override focus(): void {
    const step = this.renderRoot.querySelector("docsieve-review-send");
    if (this._step === "send" && step instanceof SendStep) step.focus();
    else this.renderRoot.querySelector<HTMLElement>("h2")?.focus();
  }

  get #document(): ReviewedDocument | undefined {
    return this._current === undefined ? undefined : this._model?.document(this._current);
  }

  get #pages(): PageList | undefined {
    const pages = this.renderRoot.querySelector("docsieve-review-pages");
    return pages instanceof PageList ? pages : undefined;
  }

  #togglePictures(): void {
    this._hasPictures = !this._hasPictures;
    this.#showPictures();
  }

  /** For the rows that are there, and those that come. */
  #showPictures(): void {
    const { _hasPictures: hasPictures, drawPage: draw, strings } = this;
    const pages = this.#pages;
    if (!pages) return;
    pages.onRow = (row) => {
      const current = this.#document;
      if (hasPictures && draw && current && canDraw(current)) void showPicture(row, current, draw, strings);
      else removePicture(row);
    };
  }

  #choose(key: string): void {
    this._current = key;
    this._selected = "";
  }

  async #go(step: "review" | "send"): Promise<void> {
    this._step = step;
    await this.updateComplete;
    const send = this.renderRoot.querySelector("docsieve-review-send");
    if (send instanceof SendStep) await send.updateComplete;
    this.focus();
  }

  /** Change something; what the person asked to redact by words may be refused, and then rejects. */
  readonly #makeChange = async (asked: Asked): Promise<ReviewChanged | undefined> => {
    const { _model: model, _current: key } = this;
    if (!model || key === undefined) return undefined;
    this._error = "";
    try {
      const changed = await model.change(key, asked);
      if (!changed) return undefined;
      this._version += 1;
      this._said = spoken(changed, this.strings);
      const pages = changed.documents.find(({ document }) => document === key)?.pages ?? [];
      await this.#pages?.refresh(pages);
      return changed;
    } catch (error) {
      // What was clicked shows what it was before.
      this._version += 1;
      if ("type" in asked && ["redact_phrase", "redact_expression"].includes(asked.type)) throw error;
      this.#fail(error);
      return undefined;
    }
  };

  #fail(error: unknown): void {
    if (error instanceof DocumentError && error.code === "cancelled") return;
    this._error = error instanceof DocumentError && error.userFacing ? error.message : this.strings.failure;
  }

  readonly #actions: ToolbarActions = {
    undo: () => void this.#makeChange(() => (this._model?.canUndo ? { type: "undo" } : undefined)),
    redo: () => void this.#makeChange(() => (this._model?.canRedo ? { type: "redo" } : undefined)),
    step: (step, direction) => void this.#step(step, direction),
    redactSelection: () => void this.#redactSelection(),
    togglePictures: () => this.#togglePictures(),
  };

  readonly #onPageChoice = (event: CustomEvent<{ index: number; excluded: boolean }>): void => {
    const { index, excluded } = event.detail;
    void this.#makeChange({ type: "exclude_pages", pages: [index], excluded });
  };

  readonly #onClick = (event: Event): void => {
    const mark = markAt(event);
    if (mark && !this._selected) this.#toggle(mark, false);
  };

  #toggle(mark: HTMLElement, everywhere: boolean): void {
    const { match = "" } = mark.dataset;
    const document = this.#document;
    void this.#makeChange(() => {
      const known = document?.matches.get(match);
      if (!known) return undefined;
      const redact = known.redacted === false;
      return everywhere
        ? { type: "decide_value", match, redact }
        : { type: "decide", matches: [match], redact };
    });
  }

  readonly #onSelection = (): void => {
    this._selected = this._step === "review" ? selectedIn(this.renderRoot as ShadowRoot, ".original") : "";
  };

  async #redactSelection(): Promise<void> {
    const text = this._selected;
    if (!text) return;
    try {
      const changed = await this.#makeChange({ type: "redact_phrase", text });
      if (changed && changed.documents.length === 0) this._said = this.strings.saidNothing;
      document.getSelection()?.removeAllRanges();
      this._selected = "";
    } catch (error) {
      this.#fail(error);
    }
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (this._step !== "review" || event.defaultPrevented) return;
    const mark = markAt(event);
    const action = actionOf(event, mark !== undefined, Boolean(this._selected));
    if (!action) return;
    event.preventDefault();
    if (action === "next" || action === "previous") void this.#step("match", action === "next" ? 1 : -1);
    else if (action === "next_doubt" || action === "previous_doubt")
      void this.#step("doubt", action === "next_doubt" ? 1 : -1);
    else if (action === "undo") this.#actions.undo();
    else if (action === "redo") this.#actions.redo();
    else if (action === "redact_selection") void this.#redactSelection();
    else if (mark) this.#toggle(mark, action === "toggle_value");
  };

  async #step(step: Step, direction: 1 | -1): Promise<void> {
    const { strings } = this;
    const pages = this.#pages;
    const current = this.#document;
    if (!pages || !current) return;
    const found = await stepTo(step, pages, current, direction);
    if (!found) this._said = step === "match" ? strings.noMoreMatches : strings.noMoreDoubts;
  }

  #emit(type: string): void {
    this.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true }));
  }
}

/** Make `<docsieve-review>` known to the page. */
export function defineDocsieveReview(): void {
  definePageList();
  defineReviewRail();
  defineSendStep();
  if (!customElements.get("docsieve-review")) customElements.define("docsieve-review", DocsieveReview);
}
