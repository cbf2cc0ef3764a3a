/** How the result of a file looks: tabs, notes, the text. */

import { css } from "lit";

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
  .reading {
    margin: 0;
    color: var(--_muted);
    font-size: 0.875rem;
    font-variant-numeric: tabular-nums;
    line-height: 2rem;
  }
  .said {
    margin: 0;
    color: var(--_error);
    font-size: 0.875rem;
  }
  .recognised {
    margin: 0;
    padding: 0.55rem 1rem;
    border-block-end: 1px solid var(--_line);
    background: var(--_note-surface);
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
