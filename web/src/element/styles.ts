/** How the element looks. Everything others may change is a custom property or a part; see web/README.md. */

import { css } from "lit";

export const controlStyles = css`
  :host {
    --_accent: var(--docsieve-accent, light-dark(#0b6459, #6fd0bf));
    --_on-accent: var(--docsieve-on-accent, light-dark(#ffffff, #0c1f1c));
    --_surface: var(--docsieve-surface, light-dark(#ffffff, #1c1e20));
    --_raised: var(--docsieve-raised, light-dark(#f5f6f5, #25282a));
    --_text: var(--docsieve-text, light-dark(#1b1e1f, #e6e8e8));
    --_muted: var(--docsieve-muted, light-dark(#5a6163, #a2aaab));
    --_line: var(--docsieve-line, light-dark(#d9dddc, #383c3e));
    --_strong-line: var(--docsieve-strong-line, light-dark(#868e8d, #767e7f));
    --_error: var(--docsieve-error, light-dark(#a3261d, #ff9d93));
    --_error-surface: var(--docsieve-error-surface, light-dark(#fdf1ef, #33201e));
    --_note-surface: var(--docsieve-note-surface, light-dark(#fbf5e6, #2c281d));
    --_radius: var(--docsieve-radius, 8px);
    --_font: var(--docsieve-font, system-ui, sans-serif);
    --_mono: var(--docsieve-mono-font, ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace);
    color-scheme: inherit;
    color: var(--_text);
    font: 400 1rem/1.5 var(--_font);
  }
  :host([hidden]) {
    display: none;
  }
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  button,
  input {
    font: inherit;
    color: inherit;
  }
  button {
    min-height: 2.25rem;
    padding: 0.25rem 0.8rem;
    border: 1px solid var(--_strong-line);
    border-radius: calc(var(--_radius) * 0.75);
    background: var(--_surface);
    font-size: 0.9375rem;
    font-weight: 500;
    white-space: nowrap;
    cursor: pointer;
  }
  button:hover {
    background: var(--_raised);
  }
  button.primary {
    border-color: var(--_accent);
    background: var(--_accent);
    color: var(--_on-accent);
  }
  button.primary:hover {
    background: color-mix(in srgb, var(--_accent) 88%, var(--_text));
  }
  button.quiet {
    min-height: 2rem;
    padding-inline: 0.6rem;
    border-color: transparent;
    background: none;
    color: var(--_muted);
    font-size: 0.875rem;
  }
  button.quiet:hover {
    background: var(--_raised);
    color: var(--_text);
  }
  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  .icon {
    flex: none;
    width: 1rem;
    height: 1rem;
    margin-block-start: 0.2em;
  }
  .placeholder {
    margin: 0;
    padding: 3rem 1.5rem;
    color: var(--_muted);
    text-align: center;
  }
  .hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;

export const dropStyles = css`
  :host {
    display: block;
    container-type: inline-size;
  }
  .zone {
    display: grid;
    justify-items: center;
    gap: 0.35rem;
    padding: 2.75rem 1.25rem;
    border: 1.5px dashed var(--_strong-line);
    border-radius: calc(var(--_radius) * 1.5);
    background: var(--_surface);
    text-align: center;
    transition:
      background 120ms,
      border-color 120ms;
  }
  .zone.dragging {
    border-color: var(--_accent);
    border-style: solid;
    background: color-mix(in srgb, var(--_accent) 9%, var(--_surface));
  }
  .zone p {
    margin: 0;
  }
  .zone .lead {
    font-size: 1.25rem;
    font-weight: 600;
  }
  .icon-large {
    width: 2.75rem;
    height: 2.75rem;
    margin-block-end: 0.25rem;
    color: var(--_accent);
  }
  .hint {
    color: var(--_muted);
    font-size: 0.875rem;
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 0.5rem;
    margin-block: 0.75rem 0.5rem;
  }
  .zone.small {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 1rem;
    padding: 0.75rem 1rem;
    border-radius: var(--_radius);
    text-align: start;
  }
  .zone.small .lead {
    flex: 1 1 12rem;
    color: var(--_muted);
    font-size: 0.9375rem;
    font-weight: 400;
  }
  .zone.small .buttons {
    flex: 0 1 auto;
    margin: 0;
  }
  .zone.small .buttons > button {
    flex: 1 1 auto;
  }
  .loading {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 0.75rem;
    min-height: 1.5rem;
    margin-block: 0.75rem 0;
    color: var(--_muted);
    font-size: 0.875rem;
  }
  .zone:not(.small) + .loading {
    justify-content: center;
  }
  .loading progress {
    width: 8rem;
  }
  .dot {
    width: 0.5rem;
    height: 0.5rem;
    border-radius: 50%;
    background: var(--_accent);
  }
  .work {
    display: grid;
    gap: 1rem;
    margin-block-start: 1rem;
  }
  .list-head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: end;
    gap: 0 0.1rem;
    padding: 0.4rem 0.35rem 0.4rem 0.9rem;
    border-block-end: 1px solid var(--_line);
  }
  .list-head p {
    flex: 1 0 auto;
    margin: 0;
    color: var(--_muted);
    font-size: 0.875rem;
  }
  .list {
    align-self: start;
    overflow: hidden;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  ul.rows {
    max-height: 22rem;
    margin: 0;
    padding: 0;
    overflow-y: auto;
    list-style: none;
  }
  .row {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: center;
    content-visibility: auto;
    contain-intrinsic-size: auto 3.75rem;
    border-block-end: 1px solid var(--_line);
    border-inline-start: 3px solid transparent;
  }
  .row:last-child {
    border-block-end: 0;
  }
  .row[data-selected] {
    border-inline-start-color: var(--_accent);
    background: var(--_raised);
  }
  .row-main {
    display: flex;
    align-items: center;
    gap: 0.7rem;
    min-width: 0;
    padding: 0.55rem 0.25rem 0.55rem 0.7rem;
    border: 0;
    border-radius: 0;
    background: none;
    text-align: start;
  }
  .row-main:focus-visible {
    outline-offset: -2px;
  }
  .badge {
    display: grid;
    flex: none;
    place-items: center;
    width: 2.5rem;
    height: 2.5rem;
    border: 1px solid var(--_line);
    border-radius: 6px;
    background: var(--_raised);
    color: var(--_muted);
    font-size: 0.6875rem;
    font-weight: 700;
    letter-spacing: 0.02em;
  }
  .row[data-state="done"] .badge {
    border-color: color-mix(in srgb, var(--_accent) 45%, transparent);
    color: var(--_accent);
  }
  .row[data-state="failed"] .badge {
    border-color: color-mix(in srgb, var(--_error) 45%, transparent);
    color: var(--_error);
  }
  .row-text {
    display: grid;
    min-width: 0;
  }
  .row-name {
    overflow: hidden;
    font-size: 0.9375rem;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .row-meta {
    color: var(--_muted);
    font-size: 0.8125rem;
    font-weight: 400;
    font-variant-numeric: tabular-nums;
    line-height: 1.35;
    white-space: normal;
  }
  .row-actions {
    display: flex;
    flex-wrap: wrap;
    justify-content: end;
    padding-inline-end: 0.35rem;
  }
  .row > progress,
  .row-error,
  .password {
    grid-column: 1 / -1;
  }
  progress {
    display: block;
    width: 100%;
    height: 4px;
    border: 0;
    border-radius: 2px;
    background: var(--_line);
    accent-color: var(--_accent);
    appearance: none;
  }
  progress::-webkit-progress-bar {
    border-radius: 2px;
    background: var(--_line);
  }
  progress::-webkit-progress-value {
    border-radius: 2px;
    background: var(--_accent);
    transition: width 120ms linear;
  }
  progress::-moz-progress-bar {
    border-radius: 2px;
    background: var(--_accent);
  }
  progress:indeterminate {
    background: linear-gradient(90deg, var(--_line) 35%, var(--_accent) 50%, var(--_line) 65%) 0 / 300% 100%;
    animation: sweep 1.6s linear infinite;
  }
  progress:indeterminate::-webkit-progress-bar {
    background: none;
  }
  progress:indeterminate::-moz-progress-bar {
    background: none;
  }
  @keyframes sweep {
    from {
      background-position: 100% 0;
    }
    to {
      background-position: 0 0;
    }
  }
  .row > progress {
    width: auto;
    margin: 0 0.9rem 0.6rem;
  }
  .row-error,
  .load-error {
    display: flex;
    gap: 0.5rem;
    margin: 0 0.7rem 0.7rem;
    padding: 0.5rem 0.7rem;
    border-radius: calc(var(--_radius) * 0.75);
    background: var(--_error-surface);
    color: var(--_error);
    font-size: 0.875rem;
    overflow-wrap: anywhere;
  }
  .load-error {
    flex-wrap: wrap;
    align-items: center;
    margin: 0.75rem 0 0;
  }
  .load-error span {
    flex: 1 1 16rem;
  }
  .password {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.35rem;
    padding: 0 0.9rem 0.8rem;
  }
  .password p {
    display: flex;
    gap: 0.4rem;
    margin: 0;
    font-size: 0.875rem;
  }
  .password p[data-wrong] {
    color: var(--_error);
  }
  .password label {
    font-size: 0.8125rem;
    font-weight: 600;
  }
  .password-line {
    display: flex;
    gap: 0.5rem;
  }
  .password input {
    flex: 1 1 auto;
    min-width: 0;
    min-height: 2.25rem;
    padding: 0.25rem 0.6rem;
    border: 1px solid var(--_strong-line);
    border-radius: calc(var(--_radius) * 0.75);
    background: var(--_surface);
  }
  .password .hint {
    font-size: 0.8125rem;
  }
  @container (min-width: 48rem) {
    .work {
      grid-template-columns: minmax(17rem, 22rem) minmax(0, 1fr);
    }
    ul.rows {
      max-height: min(70vh, 44rem);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .zone,
    progress::-webkit-progress-value {
      transition: none;
    }
    progress:indeterminate {
      background: var(--_muted);
      animation: none;
    }
  }
  @media (forced-colors: active) {
    progress {
      appearance: auto;
      height: 0.75rem;
    }
    .row[data-selected] {
      border-inline-start-color: Highlight;
    }
  }
`;

export const resultStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    align-self: start;
    min-width: 0;
    overflow: hidden;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  header {
    padding: 0.8rem 1rem 0;
    border-block-end: 1px solid var(--_line);
  }
  h2 {
    margin: 0;
    overflow-wrap: anywhere;
    font-size: 1.0625rem;
    font-weight: 600;
    line-height: 1.35;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    justify-content: space-between;
    gap: 0.25rem 1rem;
  }
  [role="tablist"] {
    display: flex;
    gap: 0.25rem;
    margin-inline-start: -0.5rem;
  }
  [role="tab"] {
    min-height: 2.5rem;
    padding-inline: 0.75rem;
    border: 0;
    border-block-end: 2px solid transparent;
    border-radius: 0;
    background: none;
    color: var(--_muted);
  }
  [role="tab"]:focus-visible {
    outline-offset: -2px;
  }
  [role="tab"][aria-selected="true"] {
    border-block-end-color: var(--_accent);
    color: var(--_text);
  }
  .actions {
    display: flex;
    gap: 0.5rem;
    padding-block: 0.35rem 0.5rem;
  }
  .actions button {
    min-height: 2rem;
    font-size: 0.875rem;
  }
  .said {
    margin: 0;
    color: var(--_error);
    font-size: 0.875rem;
  }
  details {
    padding: 0.55rem 1rem;
    border-block-end: 1px solid var(--_line);
    background: var(--_note-surface);
    font-size: 0.875rem;
  }
  summary {
    cursor: pointer;
    font-weight: 500;
  }
  details ul {
    max-height: 12rem;
    margin: 0.4rem 0 0;
    padding-inline-start: 1.25rem;
    overflow-y: auto;
  }
  .where {
    color: var(--_muted);
    white-space: nowrap;
  }
  [role="tabpanel"] {
    max-height: var(--docsieve-panel-height, min(70vh, 44rem));
    min-height: 12rem;
    overflow: auto;
    overscroll-behavior: auto contain;
  }
  [role="tabpanel"]:focus-visible {
    outline-offset: -2px;
  }
  docsieve-chunked-text {
    display: block;
    padding: 1rem;
  }
  .piece {
    max-width: 80ch;
    content-visibility: auto;
    contain-intrinsic-size: auto 3000px;
    overflow-wrap: anywhere;
    white-space: pre-wrap;
    tab-size: 4;
    unicode-bidi: plaintext;
  }
  [data-kind="markdown"] .piece,
  [data-kind="json"] .piece {
    max-width: none;
    font: 0.8125rem/1.55 var(--_mono);
  }
  [data-kind="json"] {
    direction: ltr;
  }
`;
