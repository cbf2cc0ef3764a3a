/** What of a document is left out unless the person takes it in: hidden content, metadata, files inside the file. */

import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { Change, Hidden } from "../protocol";
import type { ReviewedDocument } from "./review-model";
import type { ReviewStrings } from "./strings";

type MakeChange = (change: Change) => unknown;

export function optionalParts(
  document: ReviewedDocument,
  strings: ReviewStrings,
  makeChange: MakeChange,
): TemplateResult {
  return html`
    ${hidden(document, strings, makeChange)} ${metadata(document, strings, makeChange)}
    ${attachments(document, strings, makeChange)}
  `;
}

function hidden(
  document: ReviewedDocument,
  strings: ReviewStrings,
  makeChange: MakeChange,
): TemplateResult | typeof nothing {
  const reasons = Object.entries(document.hidden) as [Hidden, number][];
  if (reasons.length === 0) return nothing;
  const included = document.hiddenIncluded;
  return html`
    <details open>
      <summary>${strings.hiddenContent}</summary>
      <p class="hint">${strings.hiddenHint}</p>
      <ul class="choices">
        ${reasons.map(([reason, count]) =>
          choice(
            strings.hiddenReason(reason),
            included.includes(reason),
            () => makeChange({ type: "include_hidden", reasons: toggled(included, reason) }),
            strings.passages(count),
          ),
        )}
      </ul>
    </details>
  `;
}

function metadata(
  document: ReviewedDocument,
  strings: ReviewStrings,
  makeChange: MakeChange,
): TemplateResult | typeof nothing {
  const fields = document.metadata;
  if (fields.length === 0) return nothing;
  const included = fields.filter((field) => field.included).map(({ name }) => name);
  return html`
    <details>
      <summary>
        ${strings.metadata} <span class="count">${included.length} / ${fields.length}</span>
      </summary>
      <ul class="choices">
        ${fields.map(({ name, value, payload_value, included: isIn = false }) =>
          choice(
            name,
            isIn,
            () => makeChange({ type: "choose_metadata", fields: toggled(included, name) }),
            isIn ? payload_value : value,
          ),
        )}
      </ul>
    </details>
  `;
}

function attachments(
  document: ReviewedDocument,
  strings: ReviewStrings,
  makeChange: MakeChange,
): TemplateResult | typeof nothing {
  const files = document.attachments;
  if (files.length === 0) return nothing;
  const included = files.filter((each) => each.included).map(({ path }) => path);
  return html`
    <details open>
      <summary>
        ${strings.attachments} <span class="count">${included.length} / ${files.length}</span>
      </summary>
      <ul class="choices">
        ${files.map(({ path, name, readable = true, included: isIn = false }) =>
          choice(
            name,
            isIn,
            () => makeChange({ type: "choose_attachments", paths: toggledPath(included, path) }),
            readable ? "" : strings.unreadable,
            !readable,
          ),
        )}
      </ul>
    </details>
  `;
}

function choice(
  name: string,
  isIn: boolean,
  toggle: () => unknown,
  about: string,
  isDisabled = false,
): TemplateResult {
  return html`
    <li>
      <label class="line">
        <input type="checkbox" .checked=${live(isIn)} ?disabled=${isDisabled} @change=${toggle} />
        <span class="name" dir="auto">${name} ${about ? html`<span class="about">${about}</span>` : nothing}</span>
      </label>
    </li>
  `;
}

function toggled<T>(chosen: readonly T[], one: T): T[] {
  return chosen.includes(one) ? chosen.filter((other) => other !== one) : [...chosen, one];
}

/** A file that is left out takes those inside it along. */
function toggledPath(chosen: readonly string[], path: string): string[] {
  return chosen.includes(path)
    ? chosen.filter((other) => other !== path && !other.startsWith(`${path}.`))
    : [...chosen, path];
}
