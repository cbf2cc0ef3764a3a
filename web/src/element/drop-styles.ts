/** How `<docsieve-drop>` looks: the zone, the list of files, progress, errors, the password form. */

import { css } from "lit";

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
  .opening {
    display: grid;
    justify-items: center;
    gap: 0.5rem;
    margin-block-start: 1rem;
    padding: 2rem 1rem;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    text-align: center;
  }
  .opening p {
    margin: 0;
  }
  .opening progress {
    max-width: 20rem;
  }
  .uploads {
    margin-block-start: 1rem;
  }
  /* Below the name, which needs the line for itself. */
  .row-actions:has(.review) {
    grid-column: 1 / -1;
    justify-content: start;
    padding: 0 0.35rem 0.5rem 3.9rem;
  }
  .row-actions .review {
    min-height: 2rem;
    font-size: 0.875rem;
  }
  .list-head .review-all {
    min-height: 2rem;
    font-size: 0.875rem;
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
