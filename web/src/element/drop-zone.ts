/** Where files are dropped, with its buttons and what it reads. */

import { html, nothing, type TemplateResult } from "lit";
import type { DocumentClient } from "../client";
import { acceptOf, PICTURES, titlesOf } from "./accepted-formats";
import { sheetIcon } from "./icons";
import type { Strings } from "./strings";

export interface DropZoneHost {
  readonly client: DocumentClient;
  readonly strings: Strings;
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly _isDragging: boolean;
}

export function dropZone(
  host: DropZoneHost,
  isSmall: boolean,
  onPick: (event: Event) => void,
): TemplateResult {
  const { strings } = host;
  const { formats, recognition } = host.client;
  const accept = [acceptOf(formats), ...(recognition.languages.length > 0 ? [PICTURES] : [])].join(",");
  const pick = (event: Event) => (event.currentTarget as HTMLElement).dataset.pick ?? "";
  const openPicker = (event: Event) =>
    host.renderRoot.querySelector<HTMLInputElement>(`input[data-kind="${pick(event)}"]`)?.click();
  return html`
    <div class="zone ${isSmall ? "small" : ""} ${host._isDragging ? "dragging" : ""}" part="zone">
      ${isSmall ? nothing : sheetIcon}
      <p class="lead">${isSmall ? strings.dropMore : strings.dropHere}</p>
      ${isSmall ? nothing : html`<p class="hint">${strings.orPaste}</p>`}
      <div class="buttons">
        <button type="button" class="primary" part="button primary-button" data-pick="files" @click=${openPicker}>
          ${strings.chooseFiles}
        </button>
        <button type="button" part="button" data-pick="folder" @click=${openPicker}>${strings.chooseFolder}</button>
      </div>
      ${isSmall || formats.length === 0 ? nothing : html`<p class="hint">${strings.reads(titlesOf(formats))}</p>`}
      <input
        type="file" data-kind="files" multiple hidden
        aria-label=${strings.chooseFiles} accept=${accept} @change=${onPick}
      />
      <input
        type="file" data-kind="folder" webkitdirectory hidden
        aria-label=${strings.chooseFolder} @change=${onPick}
      />
    </div>
  `;
}
