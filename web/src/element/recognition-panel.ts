/** What a file's row shows of text recognition: the offer with what it costs, or how far it is. */

import { html, nothing, type TemplateResult } from "lit";
import type { LoadProgress } from "../client-options";
import type { DocumentError } from "../errors";
import type { FileEntry } from "./file-entry";
import { alertIcon, scanIcon } from "./icons";
import type { Offer } from "./recognition-flow";
import type { Strings } from "./strings";

export interface PanelState {
  readonly entry: FileEntry;
  readonly offer: Offer | undefined;
  /** How many were read before the person stopped it. */
  readonly pagesRead: number;
  readonly isRunning: boolean;
  readonly progress: LoadProgress | undefined;
  readonly failure: DocumentError | undefined;
  readonly languages: readonly string[];
  readonly language: string;
  /** To be loaded; undefined where it is here already. */
  readonly bytes: number | undefined;
}

export interface PanelActions {
  choose(language: string): void;
  start(): void;
  cancel(): void;
}

export function recognitionPanel(state: PanelState, strings: Strings, actions: PanelActions): TemplateResult {
  const { entry, offer, failure } = state;
  return html`
    <div class="recognition" part="recognition" role="group" aria-label=${strings.recognition}>
      ${
        state.isRunning
          ? underWay(state, strings, actions)
          : html`
              <p class="scan-why">${scanIcon}<span>${offer?.why}</span></p>
              ${failed(failure, strings)} ${choice(state, strings, actions)}
              <button
                type="button"
                class="primary"
                part="button primary-button"
                aria-describedby=${`name-${entry.id} loads-${entry.id}`}
                @click=${() => actions.start()}
              >
                ${beginning(state, strings)}
              </button>
              <span class="hint" id=${`loads-${entry.id}`}>${strings.recognitionLoads(megabytes(state.bytes))}</span>
            `
      }
    </div>
  `;
}

function beginning({ offer, pagesRead }: PanelState, strings: Strings): string {
  if (pagesRead > 0) return strings.recogniseRest(pagesRead);
  return offer?.isOnePage ? strings.recogniseOne : strings.recogniseAll;
}

function underWay(
  { entry, offer, progress }: PanelState,
  strings: Strings,
  actions: PanelActions,
): TemplateResult {
  const label = labelOf(progress, offer?.hasPictures ?? false, strings);
  const bar = progress?.total
    ? html`<progress part="progress" aria-label=${label} max=${progress.total} .value=${progress.done}></progress>`
    : html`<progress part="progress" aria-label=${label}></progress>`;
  return html`
    <span class="scan-progress"><span>${label}</span>
      <button type="button" class="quiet" part="button" aria-describedby=${`name-${entry.id}`} @click=${() => actions.cancel()}>
        ${strings.cancel}
      </button>
    </span>
    ${bar}
  `;
}

function labelOf(progress: LoadProgress | undefined, hasPictures: boolean, strings: Strings): string {
  if (progress?.stage !== "recognise" || !progress.total) return strings.loadingRecognition;
  const page = Math.min(Math.floor(progress.done) + 1, progress.total);
  return hasPictures
    ? strings.recognisingPicture(page, progress.total)
    : strings.recognising(page, progress.total);
}

function choice(
  { entry, languages, language }: PanelState,
  strings: Strings,
  actions: PanelActions,
): TemplateResult | typeof nothing {
  if (languages.length < 2) return nothing;
  const id = `language-${entry.id}`;
  const named = languages.map((code) => ({ code, name: strings.languageName(code) }));
  named.sort((a, b) => a.name.localeCompare(b.name));
  return html`
    <span class="language">
      <label for=${id}>${strings.textLanguage}</label>
      <select id=${id} @change=${(event: Event) => actions.choose((event.currentTarget as HTMLSelectElement).value)}>
        ${named.map(
          ({ code, name }) => html`<option value=${code} .selected=${code === language}>${name}</option>`,
        )}
      </select>
    </span>
  `;
}

function failed(error: DocumentError | undefined, strings: Strings): TemplateResult | typeof nothing {
  if (!error) return nothing;
  const message = error.userFacing ? error.message : strings.genericFailure;
  return html`<p class="row-error" part="error" role="alert">${alertIcon}<span>${message}</span></p>`;
}

function megabytes(bytes: number | undefined): string | undefined {
  return bytes === undefined ? undefined : (bytes / 1e6).toFixed(bytes < 9.5e6 ? 1 : 0);
}
