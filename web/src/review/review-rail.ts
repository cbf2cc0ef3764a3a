/** Beside the pages: what was found and what becomes of it, what more to redact, what else is sent or left out. */

import { html, LitElement, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import { controlStyles } from "../element/control-styles";
import { DocumentError } from "../errors";
import type { Change, Kind, KindCount, Operator, ReviewChanged, ReviewPage } from "../protocol";
import { optionalParts } from "./optional-parts";
import { parsePageRanges } from "./page-ranges";
import { railStyles } from "./rail-styles";
import type { ReviewedDocument, ReviewModel, ValueGroup } from "./review-model";
import { REVIEW_ENGLISH, type ReviewStrings } from "./strings";

const OPERATORS: readonly Operator[] = ["label", "mask", "hash", "drop"];
/** Values listed at a time. */
const VALUES = 50;

/** Internal to `<docsieve-review>`. */
export class ReviewRail extends LitElement {
  static override properties = {
    model: { attribute: false },
    document: { attribute: false },
    version: { attribute: false },
    strings: { attribute: false },
    makeChange: { attribute: false },
    _open: { state: true },
    _isExpression: { state: true },
    _addError: { state: true },
    _pagesError: { state: true },
  };
  static override styles = [controlStyles, railStyles];

  declare model: ReviewModel | undefined;
  declare document: ReviewedDocument | undefined;
  /** Raised with each change: the model is the same object. */
  declare version: number;
  declare strings: ReviewStrings;
  declare makeChange: (change: Change) => Promise<ReviewChanged | undefined>;
  /** How many values of a kind are listed, for those that are. */
  declare _open: ReadonlyMap<Kind, number>;
  declare _isExpression: boolean;
  declare _addError: string;
  declare _pagesError: string;

  constructor() {
    super();
    this.model = undefined;
    this.document = undefined;
    this.version = 0;
    this.strings = REVIEW_ENGLISH;
    this.makeChange = async () => undefined;
    this._open = new Map();
    this._isExpression = false;
    this._addError = "";
    this._pagesError = "";
  }

  override render(): TemplateResult | typeof nothing {
    const { model, document, strings } = this;
    if (!model || !document) return nothing;
    return html`
      ${model.documents.length > 1 ? this.#documents(model) : nothing}
      <section aria-label=${strings.found}>
        <h3>${strings.found}</h3>
        ${
          document.counts.length > 0
            ? html`<ul class="kinds">${document.counts.map((count) => this.#kind(model, document, count))}</ul>`
            : html`<p class="hint">${strings.nothingFound}</p>`
        }
      </section>
      ${this.#add()} ${this.#pages(document)} ${optionalParts(document, strings, this.makeChange)}
    `;
  }

  #documents(model: ReviewModel): TemplateResult {
    const { strings } = this;
    return html`
      <section aria-label=${strings.documents}>
        <h3>${strings.documents}</h3>
        <ul class="documents">
          ${model.documents.map(
            (document) => html`
              <li>
                <button
                  type="button"
                  class="quiet"
                  part="button"
                  aria-current=${document === this.document ? "true" : "false"}
                  @click=${() => this.#emit("choose-document", document.key)}
                >
                  <span class="name" dir="auto">${document.name}</span>
                  <span class="count">${strings.foundOf(document.redacted, document.found)}</span>
                </button>
              </li>
            `,
          )}
        </ul>
      </section>
    `;
  }

  #kind(
    model: ReviewModel,
    document: ReviewedDocument,
    { kind, found, redacted }: KindCount,
  ): TemplateResult {
    const { strings } = this;
    const name = strings.kind(kind);
    const listed = this._open.get(kind);
    const operator = model.operator(kind);
    return html`
      <li class="kind" data-kind=${kind}>
        <label class="line">
          <input
            type="checkbox"
            aria-label=${strings.redactKind(name)}
            .checked=${live(redacted > 0)}
            .indeterminate=${live(redacted > 0 && redacted < found)}
            @change=${() => this.makeChange({ type: "decide_kind", kind, redact: redacted < found })}
          />
          <span class="name">${name}</span>
        </label>
        <span class="count">${strings.foundOf(redacted, found)}</span>
        <span class="line">
          <select
            aria-label=${strings.replaceBy(name)}
            .value=${live(operator)}
            @change=${(event: Event) => {
              const chosen = (event.currentTarget as HTMLSelectElement).value as Operator;
              void this.makeChange({ type: "choose_operator", kind, operator: chosen });
            }}
          >
            ${OPERATORS.map(
              (each) =>
                html`<option value=${each} ?selected=${each === operator}>${strings.operator(each)}</option>`,
            )}
          </select>
          <button
            type="button"
            class="quiet"
            part="button"
            aria-label=${strings.valuesOf(name)}
            aria-expanded=${listed ? "true" : "false"}
            @click=${() => this.#list(kind, listed ? 0 : VALUES)}
          >
            ${strings.values}
          </button>
        </span>
        ${listed ? this.#values(document, kind, listed) : nothing}
      </li>
    `;
  }

  #values(document: ReviewedDocument, kind: Kind, listed: number): TemplateResult {
    const { strings } = this;
    const values = document.values(kind);
    return html`
      <ul class="values">
        ${repeat(
          values.slice(0, listed),
          ({ matches }) => matches[0]?.group,
          (value) => this.#value(value),
        )}
      </ul>
      ${
        values.length > listed
          ? html`<button type="button" class="quiet" part="button" @click=${() => this.#list(kind, listed + 4 * VALUES)}>
              ${strings.moreValues(Math.min(values.length - listed, 4 * VALUES))}
            </button>`
          : nothing
      }
    `;
  }

  #value({ text, matches, redacted }: ValueGroup): TemplateResult {
    const [first] = matches;
    const redact = redacted < matches.length;
    return html`
      <li>
        <label class="line">
          <input
            type="checkbox"
            .checked=${live(redacted > 0)}
            .indeterminate=${live(redacted > 0 && redact)}
            @change=${() => first && this.makeChange({ type: "decide_value", match: first.id, redact })}
          />
          <span class="value" dir="auto">${text}</span>
        </label>
        <button
          type="button"
          class="quiet count"
          part="button"
          aria-label=${this.strings.goToValue(matches.length, text)}
          @click=${() => this.#emit("go-to-match", first?.id)}
        >
          ${this.strings.number(matches.length)}×
        </button>
      </li>
    `;
  }

  #add(): TemplateResult {
    const { strings } = this;
    const kinds = [
      [false, strings.phrase],
      [true, strings.expression],
    ] as const;
    return html`
      <section aria-label=${strings.add}>
        <h3>${strings.add}</h3>
        <form class="add" @submit=${this.#onAdd}>
          <label for="what">${strings.addWhat}</label>
          <input
            id="what"
            name="what"
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            aria-describedby="add-error"
            aria-invalid=${this._addError ? "true" : nothing}
          />
          <span class="line wrap">
            ${kinds.map(
              ([isExpression, name]) => html`
                <label class="line">
                  <input
                    type="radio"
                    name="kind"
                    .checked=${live(this._isExpression === isExpression)}
                    @change=${() => {
                      this._isExpression = isExpression;
                    }}
                  />
                  ${name}
                </label>
              `,
            )}
            ${
              this._isExpression
                ? nothing
                : html`<label class="line"><input type="checkbox" name="whole" />${strings.wholeWords}</label>`
            }
          </span>
          <button type="submit" part="button">${strings.redactIt}</button>
          <p id="add-error" class="error" role="alert">${this._addError}</p>
        </form>
      </section>
    `;
  }

  readonly #onAdd = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const field = form.elements.namedItem("what") as HTMLInputElement;
    const text = field.value.trim();
    if (!text) return;
    const whole = form.elements.namedItem("whole");
    const change: Change = this._isExpression
      ? { type: "redact_expression", expression: text }
      : { type: "redact_phrase", text, whole_words: whole instanceof HTMLInputElement && whole.checked };
    try {
      const changed = await this.makeChange(change);
      const isMet = changed?.documents.some(({ added }) => (added?.length ?? 0) > 0);
      this._addError = isMet ? "" : this.strings.notFound;
      if (isMet) field.value = "";
    } catch (error) {
      this._addError =
        error instanceof DocumentError && error.userFacing ? error.message : this.strings.failure;
    }
  };

  #pages(document: ReviewedDocument): TemplateResult | typeof nothing {
    const { strings } = this;
    const { pages, leftOut } = document;
    if (pages.length < 2) return nothing;
    return html`
      <details>
        <summary>
          ${strings.pages}
          <span class="count">${strings.number(pages.length - leftOut)} / ${strings.number(pages.length)}</span>
        </summary>
        <form class="add" @submit=${this.#onLeaveOut}>
          <label for="ranges">${strings.leaveOut}</label>
          <span class="line">
            <input
              id="ranges"
              name="ranges"
              autocomplete="off"
              placeholder=${strings.leaveOutHint}
              aria-describedby="ranges-error"
              aria-invalid=${this._pagesError ? "true" : nothing}
            />
            <button type="submit" part="button">${strings.leaveOutDo}</button>
          </span>
          <p id="ranges-error" class="error" role="alert">${this._pagesError}</p>
        </form>
        <ul class="pages">
          ${pages.map((page) => this.#page(page, document.matchesOfPages.get(page.index) ?? 0))}
        </ul>
      </details>
    `;
  }

  #page(page: ReviewPage, matches: number): TemplateResult {
    const { strings } = this;
    const name = strings.pageName(page);
    const excluded = page.excluded ?? false;
    return html`
      <li>
        <input
          type="checkbox"
          aria-label=${strings.sendPageOf(name)}
          .checked=${live(!excluded)}
          @change=${() => this.makeChange({ type: "exclude_pages", pages: [page.index], excluded: !excluded })}
        />
        <button type="button" class="quiet name" part="button" @click=${() => this.#emit("go-to-page", page.index)}>
          <span dir="auto">${name}</span>
        </button>
        <span class="count">${matches > 0 ? strings.number(matches) : nothing}</span>
      </li>
    `;
  }

  readonly #onLeaveOut = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const { document } = this;
    if (!document) return;
    const field = (event.currentTarget as HTMLFormElement).elements.namedItem("ranges") as HTMLInputElement;
    // As the person sees them numbered; files inside the file have their own.
    const own = document.pages.filter(({ attachment }) => !attachment);
    const last = Math.max(...own.map((page) => page.number));
    const numbers = parsePageRanges(field.value, last);
    this._pagesError = numbers ? "" : this.strings.badPages(last);
    if (!numbers) return;
    const wanted = new Set(numbers);
    const pages = own.filter((page) => wanted.has(page.number)).map(({ index }) => index);
    await this.makeChange({ type: "exclude_pages", pages, excluded: true });
    field.value = "";
  };

  #list(kind: Kind, count: number): void {
    const open = new Map(this._open);
    if (count > 0) open.set(kind, count);
    else open.delete(kind);
    this._open = open;
  }

  #emit(type: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

export function defineReviewRail(): void {
  if (!customElements.get("docsieve-review-rail")) customElements.define("docsieve-review-rail", ReviewRail);
}
