/** Above the pages of a review: undo, from match to match, what was selected, and how matters stand. */

import { html, nothing, type TemplateResult } from "lit";
import type { ReviewedDocument, ReviewModel } from "./review-model";
import type { Step } from "./steps";
import type { ReviewStrings } from "./strings";

export interface ToolbarState {
  readonly model: ReviewModel;
  readonly document: ReviewedDocument;
  readonly hasSelection: boolean;
  /** Whether pictures of the pages are shown; undefined where there are none. */
  readonly hasPictures: boolean | undefined;
}

export interface ToolbarActions {
  undo(): void;
  redo(): void;
  step(step: Step, direction: 1 | -1): void;
  redactSelection(): void;
  togglePictures(): void;
}

export function toolbar(
  { model, document, hasSelection, hasPictures }: ToolbarState,
  strings: ReviewStrings,
  actions: ToolbarActions,
): TemplateResult {
  const { found, redacted, leftOut, doubts } = document;
  return html`
    <div class="toolbar">
      <div class="buttons">
        <button type="button" part="button" ?disabled=${!model.canUndo} aria-keyshortcuts="Control+Z" @click=${actions.undo}>
          ${strings.undo}
        </button>
        <button
          type="button" part="button" ?disabled=${!model.canRedo} aria-keyshortcuts="Control+Shift+Z" @click=${actions.redo}
        >
          ${strings.redo}
        </button>
      </div>
      <div class="buttons" role="group" aria-label=${strings.matches(found)}>
        <button
          type="button" part="button" ?disabled=${found === 0} aria-keyshortcuts="p" @click=${() => actions.step("match", -1)}
        >
          ${strings.previousMatch}
        </button>
        <button
          type="button" part="button" ?disabled=${found === 0} aria-keyshortcuts="n" @click=${() => actions.step("match", 1)}
        >
          ${strings.nextMatch}
        </button>
      </div>
      <button
        type="button"
        part="button"
        ?disabled=${!hasSelection}
        aria-keyshortcuts="r"
        @pointerdown=${(event: Event) => event.preventDefault()}
        @click=${actions.redactSelection}
      >
        ${strings.redactEverywhere}
      </button>
      ${
        hasPictures === undefined
          ? nothing
          : html`<label class="pictures">
              <input type="checkbox" .checked=${hasPictures} @change=${actions.togglePictures} />
              ${strings.showImage}
            </label>`
      }
      <p class="summary" aria-live="polite">${strings.summary(redacted, found - redacted, leftOut)}</p>
      ${doubts > 0 ? doubtful(doubts, strings, actions) : nothing}
    </div>
  `;
}

/** How many words text recognition was unsure of, and the way to them. */
function doubtful(count: number, strings: ReviewStrings, actions: ToolbarActions): TemplateResult {
  return html`
    <div class="buttons doubts" role="group" aria-labelledby="doubts">
      <span id="doubts"><span class="doubt">${strings.doubts(count)}</span></span>
      <button type="button" part="button" aria-keyshortcuts="Shift+d" @click=${() => actions.step("doubt", -1)}>
        ${strings.previousDoubt}
      </button>
      <button type="button" part="button" aria-keyshortcuts="d" @click=${() => actions.step("doubt", 1)}>
        ${strings.nextDoubt}
      </button>
    </div>
  `;
}
