/** What keys do in a review, and where that is written. */

import { html, type TemplateResult } from "lit";
import type { ReviewStrings } from "./strings";

export type Action =
  | "next"
  | "previous"
  | "undo"
  | "redo"
  | "next_doubt"
  | "previous_doubt"
  | "redact_selection"
  | "toggle"
  | "toggle_value";

/** What a key is for; letters do nothing while somebody types. */
export function actionOf(event: KeyboardEvent, isOnMark: boolean, hasSelection: boolean): Action | undefined {
  const { key, shiftKey } = event;
  if (key === "F8") return shiftKey ? "previous" : "next";
  if (event.altKey || isTyping(event)) return undefined;
  if (event.ctrlKey || event.metaKey) {
    if (key.toLowerCase() === "z") return shiftKey ? "redo" : "undo";
    return key.toLowerCase() === "y" ? "redo" : undefined;
  }
  if (key === "n") return "next";
  if (key === "p") return "previous";
  if (key.toLowerCase() === "d") return shiftKey ? "previous_doubt" : "next_doubt";
  if (key === "r" && hasSelection) return "redact_selection";
  if (isOnMark && (key === " " || key === "Enter")) return "toggle";
  return isOnMark && key === "a" ? "toggle_value" : undefined;
}

/** The element of the match that an event is about. */
export function markAt(event: Event): HTMLElement | undefined {
  return event
    .composedPath()
    .find((each): each is HTMLElement => each instanceof HTMLElement && each.classList.contains("mark"));
}

export function keyHelp({ keys, keyList }: ReviewStrings): TemplateResult {
  return html`
    <details class="keys">
      <summary>${keys}</summary>
      <dl>
        ${keyList.map(([key, what]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${what}</dd></div>`)}
      </dl>
    </details>
  `;
}

function isTyping(event: Event): boolean {
  const [target] = event.composedPath();
  if (target instanceof HTMLInputElement) return !["checkbox", "radio"].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
