/** `<docsieve-review>`: what of a set of documents is sent, seen and decided by the person. web/README.md. */

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { controlStyles } from "../element/control-styles";
import { alertIcon } from "../element/icons";
import { DocumentError } from "../errors";
import type { Change, Policy, ReviewChanged } from "../protocol";
import type { Review } from "../review";
import { definePageList, PageList } from "./page-list";
import { type ReviewedDocument, type ReviewedFile, ReviewModel } from "./review-model";
import { defineReviewRail } from "./review-rail";
import { reviewStyles } from "./review-styles";
import { selectedIn } from "./selected-text";
import { defineSendStep, SendStep } from "./send-step";
import { REVIEW_ENGLISH, type ReviewStrings } from "./strings";
import type { Uploads } from "./uploads";

export class DocsieveReview extends LitElement {
  static override properties = {
    review: { attribute: false },
    files: { attribute: false },
    policy: { attribute: false },
    endpoint: {},
    recipients: { attribute: false },
    receiver: {},
    uploads: { attribute: false },
    uploadsVersion: { attribute: false },
    _model: { state: true },
    _current: { state: true },
    _version: { state: true },
    _step: { state: true },
    _selected: { state: true },
    _said: { state: true },
    _error: { state: true },
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
  declare uploads: Uploads | undefined;
  declare uploadsVersion: number;
  declare _model: ReviewModel | undefined;
  declare _current: string | undefined;
  declare _version: number;
  declare _step: "review" | "send";
  declare _selected: string;
  declare _said: string;
  declare _error: string;
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
        ${this.#toolbar(model, current)}
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
            @go-to-match=${(event: CustomEvent<string>) => this.#goToMatch(event.detail)}
          ></docsieve-review-rail>
          <div class="pages" part="pages">
            <div class="columns" aria-hidden="true"><span>${strings.original}</span><span>${strings.payload}</span></div>
            <docsieve-review-pages
              tabindex="0"
              role="region"
              aria-label=${strings.pages}
              @click=${this.#onClick}
              @page-choice=${this.#onPageChoice}
              @view-failed=${(event: CustomEvent<unknown>) => this.#fail(event.detail)}
            ></docsieve-review-pages>
          </div>
        </div>
        ${this.#keys()}
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

  #toolbar(model: ReviewModel, current: ReviewedDocument): TemplateResult {
    const { strings } = this;
    const { found, redacted, leftOut } = current;
    return html`
      <div class="toolbar">
        <div class="buttons">
          <button type="button" part="button" ?disabled=${!model.canUndo} aria-keyshortcuts="Control+Z" @click=${this.#undo}>
            ${strings.undo}
          </button>
          <button
            type="button" part="button" ?disabled=${!model.canRedo} aria-keyshortcuts="Control+Shift+Z" @click=${this.#redo}
          >
            ${strings.redo}
          </button>
        </div>
        <div class="buttons" role="group" aria-label=${strings.matches(found)}>
          <button type="button" part="button" ?disabled=${found === 0} aria-keyshortcuts="p" @click=${() => this.#step(-1)}>
            ${strings.previousMatch}
          </button>
          <button type="button" part="button" ?disabled=${found === 0} aria-keyshortcuts="n" @click=${() => this.#step(1)}>
            ${strings.nextMatch}
          </button>
        </div>
        <button
          type="button"
          part="button"
          ?disabled=${!this._selected}
          aria-keyshortcuts="r"
          @pointerdown=${(event: Event) => event.preventDefault()}
          @click=${() => this.#redactSelection()}
        >
          ${strings.redactEverywhere}
        </button>
        <p class="summary" aria-live="polite">${strings.summary(redacted, found - redacted, leftOut)}</p>
      </div>
    `;
  }

  #keys(): TemplateResult {
    return html`
      <details class="keys">
        <summary>${this.strings.keys}</summary>
        <dl>
          ${this.strings.keyList.map(([keys, what]) => html`<div><dt><kbd>${keys}</kbd></dt><dd>${what}</dd></div>`)}
        </dl>
      </details>
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
  readonly #makeChange = async (change: Change): Promise<ReviewChanged | undefined> => {
    const { _model: model, _current: key } = this;
    if (!model || key === undefined) return undefined;
    this._error = "";
    try {
      const changed = await model.change(key, change);
      this._version += 1;
      this._said = this.#spoken(changed);
      const pages = changed.documents.find(({ document }) => document === key)?.pages ?? [];
      await this.#pages?.refresh(pages);
      return changed;
    } catch (error) {
      // What was clicked shows what it was before.
      this._version += 1;
      if (change.type === "redact_phrase" || change.type === "redact_expression") throw error;
      this.#fail(error);
      return undefined;
    }
  };

  #spoken({ documents }: ReviewChanged): string {
    const { strings } = this;
    const sum = (count: (delta: ReviewChanged["documents"][number]) => number) =>
      documents.reduce((total, delta) => total + count(delta), 0);
    const redacted = sum(({ redacted: ids = [], added = [] }) => ids.length + added.length);
    const kept = sum(({ kept: ids = [], removed = [] }) => ids.length + removed.length);
    const moved = sum(({ excluded = [], included = [] }) => excluded.length + included.length);
    const said = [
      ...(redacted > 0 ? [strings.saidRedacted(redacted)] : []),
      ...(kept > 0 ? [strings.saidKept(kept)] : []),
      ...(moved > 0 ? [strings.saidPages(moved)] : []),
    ];
    if (said.length > 0) return said.join(" ");
    return documents.length > 0 ? strings.saidChanged : strings.saidNothing;
  }

  #fail(error: unknown): void {
    if (error instanceof DocumentError && error.code === "cancelled") return;
    this._error = error instanceof DocumentError && error.userFacing ? error.message : this.strings.failure;
  }

  readonly #undo = () => {
    if (this._model?.canUndo) void this.#makeChange({ type: "undo" });
  };

  readonly #redo = () => {
    if (this._model?.canRedo) void this.#makeChange({ type: "redo" });
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
    const known = this.#document?.matches.get(match);
    if (!known) return;
    const redact = known.redacted === false;
    void this.#makeChange(
      everywhere ? { type: "decide_value", match, redact } : { type: "decide", matches: [match], redact },
    );
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
    const [target] = event.composedPath();
    const isTyping =
      target instanceof HTMLInputElement
        ? !["checkbox", "radio"].includes(target.type)
        : target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
    const act = this.#actionOf(event, isTyping, markAt(event));
    if (!act) return;
    event.preventDefault();
    act();
  };

  #actionOf(
    event: KeyboardEvent,
    isTyping: boolean,
    mark: HTMLElement | undefined,
  ): (() => unknown) | undefined {
    const { key, shiftKey } = event;
    if (key === "F8") return () => this.#step(shiftKey ? -1 : 1);
    if (isTyping || event.altKey) return undefined;
    if (event.ctrlKey || event.metaKey) {
      if (key.toLowerCase() === "z") return shiftKey ? this.#redo : this.#undo;
      return key.toLowerCase() === "y" ? this.#redo : undefined;
    }
    if (key === "n") return () => this.#step(1);
    if (key === "p") return () => this.#step(-1);
    if (key === "r" && this._selected) return () => this.#redactSelection();
    if (mark && (key === " " || key === "Enter")) return () => this.#toggle(mark, false);
    if (mark && key === "a") return () => this.#toggle(mark, true);
    return undefined;
  }

  /** Go to the next match in the order of the text, or the one before. */
  async #step(direction: 1 | -1): Promise<void> {
    const pages = this.#pages;
    const current = this.#document;
    if (!pages || !current) return;
    const focused = pages.rows.find((row) => row.focusedMatch());
    let index = focused?.index ?? pages.current;
    if (focused) {
      const marks = heads(focused.marks);
      const at = marks.findIndex(({ dataset }) => dataset.match === focused.focusedMatch());
      const next = marks[at + direction];
      if (next) {
        reveal(next);
        return;
      }
      index += direction;
    }
    for (; index >= 0 && index < current.pages.length; index += direction) {
      if (!current.matchesOfPages.has(index) && index !== (focused?.index ?? -1)) continue;
      const marks = heads((await pages.goTo(index))?.marks ?? []);
      const next = direction === 1 ? marks[0] : marks.at(-1);
      if (next) {
        reveal(next);
        return;
      }
    }
    this._said = this.strings.noMoreMatches;
  }

  async #goToMatch(id: string | undefined): Promise<void> {
    const page = id === undefined ? undefined : this.#document?.matches.get(id)?.page;
    if (id === undefined || typeof page !== "number") return;
    const mark = (await this.#pages?.goTo(page))?.markOf(id);
    if (mark) reveal(mark);
  }

  #emit(type: string): void {
    this.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true }));
  }
}

function markAt(event: Event): HTMLElement | undefined {
  return event
    .composedPath()
    .find((each): each is HTMLElement => each instanceof HTMLElement && each.classList.contains("mark"));
}

/** The first element of each match: one that is split over cells has several. */
function heads(marks: readonly HTMLElement[]): HTMLElement[] {
  const seen = new Set<string>();
  return marks.filter(({ dataset: { match = "" } }) => !seen.has(match) && seen.add(match));
}

function reveal(mark: HTMLElement): void {
  mark.focus({ preventScroll: true });
  mark.scrollIntoView({ block: "center" });
}

/** Make `<docsieve-review>` known to the page. */
export function defineDocsieveReview(): void {
  definePageList();
  defineReviewRail();
  defineSendStep();
  if (!customElements.get("docsieve-review")) customElements.define("docsieve-review", DocsieveReview);
}
