/** One line of the list of files. */

import { html, nothing, type TemplateResult } from "lit";
import type { FileEntry } from "./file-entry";
import { alertIcon, lockIcon } from "./icons";
import type { Strings } from "./strings";

export interface RowActions {
  select(entry: FileEntry): void;
  cancel(entry: FileEntry): void;
  remove(entry: FileEntry): void;
  retry(entry: FileEntry): void;
  open(entry: FileEntry, password: string): void;
  /** What there is to say of text recognition. */
  recognition(entry: FileEntry): TemplateResult | typeof nothing;
  /** Set where files can be reviewed. */
  review?: ((entry: FileEntry) => void) | undefined;
}

export function fileRow(
  entry: FileEntry,
  isSelected: boolean,
  strings: Strings,
  actions: RowActions,
): TemplateResult {
  const nameId = `name-${entry.id}`;
  const recognition = actions.recognition(entry);
  // A picture that recognition can read is not a failure; the offer says what it is.
  const error = recognition === nothing ? rowError(entry, strings) : nothing;
  return html`
    <li class="row" part="file" data-state=${entry.state.is} ?data-selected=${isSelected}>
      <button
        type="button"
        class="row-main"
        part="file-name"
        id=${`row-${entry.id}`}
        aria-current=${isSelected ? "true" : "false"}
        @click=${() => actions.select(entry)}
      >
        <span class="badge" aria-hidden="true">${entry.badge || "—"}</span>
        <span class="row-text">
          <span class="row-name" id=${nameId} dir="auto" title=${entry.path}>${entry.name}</span>
          <span class="row-meta">${metaOf(entry, strings).join(" · ")}</span>
        </span>
      </button>
      <span class="row-actions">${rowButtons(entry, nameId, strings, actions)}</span>
      ${rowProgress(entry, strings)} ${error} ${passwordForm(entry, nameId, strings, actions)} ${recognition}
    </li>
  `;
}

function metaOf(entry: FileEntry, strings: Strings): string[] {
  const { state } = entry;
  const size = strings.size(entry.file.size);
  switch (state.is) {
    case "waiting":
      return [size, strings.waiting];
    case "reading":
      return [strings.progress(state.progress)];
    case "done": {
      const notes = state.result.warnings.length;
      const isRecognised = state.result.warnings.some(({ code }) => code === "recognised");
      const recognised = isRecognised ? [strings.recognisedShort] : [];
      const noted = notes > 0 ? [strings.notesShort(notes)] : [];
      return [size, strings.pages(state.result.pages), ...recognised, ...noted];
    }
    case "cancelled":
      return [size, strings.cancelled];
    case "failed":
      return [size, strings.failed];
    case "needs_password":
      return [size];
  }
}

function rowButtons(entry: FileEntry, nameId: string, strings: Strings, actions: RowActions): TemplateResult {
  const button = (label: string, act: () => void) => html`
    <button type="button" class="quiet" part="button" aria-describedby=${nameId} @click=${act}>${label}</button>
  `;
  if (entry.isPending) return button(strings.cancel, () => actions.cancel(entry));
  const { review } = actions;
  const canRetry =
    entry.state.is === "cancelled" || (entry.state.is === "failed" && entry.state.error.retryable);
  return html`
    ${
      entry.result && review
        ? html`<button type="button" class="review" part="button review-button" aria-describedby=${nameId} @click=${() => review(entry)}>
            ${strings.reviewOne}
          </button>`
        : nothing
    }
    ${canRetry ? button(strings.retry, () => actions.retry(entry)) : nothing}
    ${button(strings.remove, () => actions.remove(entry))}
  `;
}

function rowProgress(entry: FileEntry, strings: Strings): TemplateResult | typeof nothing {
  if (entry.state.is !== "reading") return nothing;
  const { done, total } = entry.state.progress;
  const label = strings.progressOf(entry.name);
  // Without a known end the bar has no value at all: that is what "indeterminate" is.
  return total
    ? html`<progress part="progress" aria-label=${label} max=${total} .value=${done}></progress>`
    : html`<progress part="progress" aria-label=${label}></progress>`;
}

function rowError(entry: FileEntry, strings: Strings): TemplateResult | typeof nothing {
  if (entry.state.is !== "failed") return nothing;
  const { error } = entry.state;
  const message = error.userFacing ? error.message : strings.genericFailure;
  return html`<p class="row-error" part="error" role="alert" dir="auto">${alertIcon}<span>${message}</span></p>`;
}

function passwordForm(
  entry: FileEntry,
  nameId: string,
  strings: Strings,
  actions: RowActions,
): TemplateResult | typeof nothing {
  if (entry.state.is !== "needs_password") return nothing;
  const { wasWrong } = entry.state;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const field = (event.currentTarget as HTMLFormElement).elements.namedItem("password") as HTMLInputElement;
    const password = field.value;
    field.value = "";
    if (password) actions.open(entry, password);
  };
  const hintId = `hint-${entry.id}`;
  return html`
    <form class="password" part="password" @submit=${submit}>
      <p class="password-why" role=${wasWrong ? "alert" : nothing} ?data-wrong=${wasWrong}>
        ${wasWrong ? alertIcon : lockIcon}<span>${wasWrong ? strings.wrongPassword : strings.needsPassword}</span>
      </p>
      <label for=${`password-${entry.id}`}>${strings.password}</label>
      <span class="password-line">
        <input
          id=${`password-${entry.id}`}
          name="password"
          type="password"
          required
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          aria-describedby=${`${nameId} ${hintId}`}
          aria-invalid=${wasWrong ? "true" : nothing}
        />
        <button type="submit" class="primary" part="button primary-button">${strings.open}</button>
      </span>
      <span class="hint" id=${hintId}>${strings.passwordStays}</span>
    </form>
  `;
}
