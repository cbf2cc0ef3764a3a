/** How the part for the answer looks. */

import { css } from "lit";

export const afterwardsStyles = css`
  :host {
    display: block;
    font-size: 0.9375rem;
  }
  summary {
    font-weight: 500;
    cursor: pointer;
  }
  details > * {
    margin-block: 0.5rem 0;
  }
  form {
    display: grid;
    justify-items: start;
    gap: 0.35rem;
  }
  label {
    display: block;
    font-size: 0.875rem;
    font-weight: 600;
  }
  textarea {
    display: block;
    width: 100%;
    padding: 0.5rem 0.7rem;
    border: 1px solid var(--_strong-line);
    border-radius: calc(var(--_radius) * 0.75);
    background: var(--_surface);
    color: inherit;
    font: inherit;
    resize: vertical;
  }
  .hint {
    color: var(--_muted);
  }
  .warning {
    display: flex;
    gap: 0.5rem;
    padding: 0.5rem 0.7rem;
    border-radius: calc(var(--_radius) * 0.75);
    background: var(--_note-surface);
    font-size: 0.875rem;
  }
  .error {
    color: var(--_error);
  }
  .error:empty {
    display: none;
  }
`;
