/** How the list of uploads looks. */

import { css } from "lit";

export const uploadStyles = css`
  :host {
    display: block;
  }
  h3 {
    margin: 0 0 0.4rem;
    font-size: 0.9375rem;
    font-weight: 600;
  }
  ul {
    margin: 0;
    padding: 0;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    list-style: none;
  }
  li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.35rem 0.75rem;
    padding: 0.55rem 0.8rem;
  }
  li + li {
    border-block-start: 1px solid var(--_line);
  }
  .what {
    display: grid;
    flex: 1 1 14rem;
    min-width: 0;
  }
  .name {
    overflow-wrap: anywhere;
    font-size: 0.9375rem;
  }
  .state {
    color: var(--_muted);
    font-size: 0.8125rem;
    font-variant-numeric: tabular-nums;
  }
  [data-state="done"] .state {
    color: var(--_accent);
  }
  .actions {
    display: flex;
    gap: 0.5rem;
  }
  .actions button {
    min-height: 2rem;
    font-size: 0.875rem;
  }
  progress {
    flex: 1 0 100%;
    height: 6px;
    accent-color: var(--_accent);
  }
  .error {
    display: flex;
    flex: 1 0 100%;
    gap: 0.5rem;
    margin: 0;
    padding: 0.5rem 0.7rem;
    border-radius: calc(var(--_radius) * 0.75);
    background: var(--_error-surface);
    color: var(--_error);
    font-size: 0.875rem;
  }
`;
