/** How the step before sending looks. */

import { css } from "lit";

export const sendStyles = css`
  :host {
    display: grid;
    gap: 1rem;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 1rem;
  }
  h2 {
    margin: 0;
    font-size: 1.25rem;
    font-weight: 600;
  }
  fieldset {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4rem 1.25rem;
    min-width: 0;
    margin: 0;
    padding: 0.6rem 0.9rem 0.75rem;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    font-size: 0.9375rem;
  }
  legend {
    padding-inline: 0.35rem;
    font-size: 0.875rem;
    font-weight: 600;
  }
  fieldset label {
    display: flex;
    align-items: center;
    gap: 0.45rem;
  }
  input[type="checkbox"] {
    flex: none;
    width: 1.05rem;
    height: 1.05rem;
    margin: 0;
    accent-color: var(--_accent);
  }
  .documents,
  .keys {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .documents {
    max-height: 15rem;
    overflow-y: auto;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  .documents li {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    align-items: center;
    gap: 0.5rem;
    padding: 0.15rem 0.9rem;
  }
  .documents button {
    overflow: hidden;
    color: var(--_text);
    text-align: start;
    text-overflow: ellipsis;
  }
  .documents [aria-current="true"] {
    background: var(--_raised);
    box-shadow: inset 3px 0 var(--_accent);
  }
  .about {
    margin: 0;
    color: var(--_muted);
    font-size: 0.875rem;
    font-variant-numeric: tabular-nums;
  }
  .about strong {
    color: var(--_text);
    font-weight: 600;
  }
  code {
    font: 0.8125rem/1.5 var(--_mono);
    overflow-wrap: anywhere;
  }
  .payload {
    overflow: hidden;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  .payload .about {
    padding: 0.6rem 0.9rem;
    border-block-end: 1px solid var(--_line);
  }
  .payload .error {
    margin: 0.7rem;
  }
  .bytes {
    max-height: min(50vh, 30rem);
    min-height: 6rem;
    overflow: auto;
    overscroll-behavior: auto contain;
    direction: ltr;
  }
  .bytes:focus-visible {
    outline-offset: -2px;
  }
  docsieve-chunked-text {
    display: block;
    padding: 0.9rem;
  }
  .piece {
    content-visibility: auto;
    contain-intrinsic-size: auto 3000px;
    overflow-wrap: anywhere;
    white-space: pre-wrap;
    font: 0.8125rem/1.55 var(--_mono);
  }
  .error {
    display: flex;
    gap: 0.5rem;
    padding: 0.5rem 0.7rem;
    border-radius: calc(var(--_radius) * 0.75);
    background: var(--_error-surface);
    color: var(--_error);
    font-size: 0.875rem;
  }
  .consent {
    padding: 1rem 1.1rem;
    border: 1.5px solid var(--_accent);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  .consent p {
    margin: 0 0 0.4rem;
    color: var(--_muted);
    font-size: 0.9375rem;
    overflow-wrap: anywhere;
  }
  .consent .question {
    color: var(--_text);
    font-size: 1.0625rem;
    font-weight: 600;
  }
  .keys {
    margin-block-end: 0.4rem;
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    margin-block-start: 0.75rem;
  }
  button:disabled {
    opacity: 0.55;
    cursor: default;
  }
`;
