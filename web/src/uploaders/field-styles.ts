/** The looks of `<docsieve-field>`; colours and controls come from the drop element. */

import { css } from "lit";

export const fieldStyles = css`
  :host {
    display: block;
  }
  .field {
    padding: 0.75rem;
    border: 1px dashed var(--_strong-line);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  .field.dragging {
    border-style: solid;
    border-color: var(--_accent);
  }
  .hint {
    margin: 0.4rem 0 0;
    color: var(--_muted);
    font-size: 0.875rem;
  }
  ul {
    margin: 0.75rem 0 0;
    padding: 0;
    list-style: none;
  }
  li {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 0.75rem;
    align-items: center;
    padding-block: 0.4rem;
    border-block-start: 1px solid var(--_line);
  }
  .name {
    flex: 1 1 12rem;
    overflow-wrap: anywhere;
    font-weight: 500;
  }
  .state {
    color: var(--_muted);
    font-size: 0.875rem;
  }
  .state.error {
    color: var(--_error);
  }
  .state.reviewed {
    color: var(--_accent);
  }
  input[type="password"] {
    min-height: 2rem;
    padding: 0.1rem 0.5rem;
    border: 1px solid var(--_strong-line);
    border-radius: calc(var(--_radius) * 0.75);
    background: var(--_surface);
  }
  button:disabled {
    cursor: default;
    opacity: 0.55;
  }
`;
