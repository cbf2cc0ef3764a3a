/** How far the start of the reader is, and how that is shown. */

import { html, nothing, type TemplateResult } from "lit";
import type { LoadProgress } from "../client-options";
import type { DocumentError } from "../errors";
import { alertIcon } from "./icons";
import type { Strings } from "./strings";

export type LoadState =
  | { readonly is: "idle" | "ready" }
  | { readonly is: "loading"; readonly progress: LoadProgress | undefined }
  | { readonly is: "failed"; readonly error: DocumentError };

/** Nothing to say where it runs and files are there already, so not `isFirst`. */
export function loadNotice(
  state: LoadState,
  isFirst: boolean,
  strings: Strings,
  load: () => unknown,
): TemplateResult | typeof nothing {
  if (state.is === "failed") {
    return html`
      <p class="load-error" role="alert" part="error">
        ${alertIcon}<span>${state.error.message}</span>
        <button type="button" part="button" @click=${load}>${strings.retry}</button>
      </p>
    `;
  }
  if (state.is === "ready" && isFirst) {
    return html`<div class="loading" part="loading"><span class="dot"></span>${strings.ready}</div>`;
  }
  if (state.is !== "loading") return nothing;
  const { done, total } = state.progress ?? { done: 0, total: undefined };
  const bar = total
    ? html`<progress aria-label=${strings.loading} max=${total} .value=${done}></progress>`
    : html`<progress aria-label=${strings.loading}></progress>`;
  return html`<div class="loading" part="loading">${bar}<span>${strings.loading}</span></div>`;
}
