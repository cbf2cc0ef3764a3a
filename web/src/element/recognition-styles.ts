/** How a row looks that offers text recognition, or is at it. */

import { css } from "lit";

export const recognitionStyles = css`
  .recognition {
    display: grid;
    grid-column: 1 / -1;
    grid-template-columns: minmax(0, 1fr);
    justify-items: start;
    gap: 0.45rem;
    margin: 0 0.7rem 0.7rem;
    padding: 0.6rem 0.7rem;
    border-radius: calc(var(--_radius) * 0.75);
    background: var(--_note-surface);
    font-size: 0.875rem;
  }
  .recognition p {
    display: flex;
    gap: 0.45rem;
    margin: 0;
    overflow-wrap: anywhere;
  }
  .recognition .row-error {
    padding: 0;
    background: none;
  }
  .recognition .language {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 0.6rem;
  }
  .recognition label {
    font-weight: 500;
  }
  .recognition select {
    min-height: 2rem;
    max-width: 100%;
    padding: 0.15rem 0.4rem;
    border: 1px solid var(--_strong-line);
    border-radius: calc(var(--_radius) * 0.75);
    background: var(--_surface);
    color: inherit;
    font: inherit;
  }
  .recognition button.primary {
    height: auto;
    font-size: 0.875rem;
    white-space: normal;
    text-align: start;
  }
  .recognition .hint {
    font-size: 0.8125rem;
  }
  .recognition progress {
    background: var(--_line);
  }
  .recognition .scan-progress {
    display: flex;
    align-items: center;
    justify-content: space-between;
    width: 100%;
    font-variant-numeric: tabular-nums;
  }
`;
