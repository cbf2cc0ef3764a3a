/** How the rail of the review looks. */

import { css } from "lit";

export const railStyles = css`
  :host {
    display: block;
    min-width: 0;
    font-size: 0.875rem;
  }
  h3,
  summary {
    margin: 0 0 0.4rem;
    font-size: 0.875rem;
    font-weight: 600;
  }
  section,
  details {
    padding: 0.75rem 0.9rem;
    border-block-end: 1px solid var(--_line);
  }
  summary {
    margin: 0;
    cursor: pointer;
  }
  details[open] > summary {
    margin-block-end: 0.4rem;
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .hint,
  .error {
    margin: 0;
    color: var(--_muted);
  }
  .error {
    color: var(--_error);
    overflow-wrap: anywhere;
  }
  .error:empty {
    display: none;
  }
  .count,
  .about {
    color: var(--_muted);
    font-size: 0.8125rem;
    font-weight: 400;
    font-variant-numeric: tabular-nums;
  }
  .about {
    display: block;
    overflow-wrap: anywhere;
  }
  .line {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-width: 0;
  }
  .choices .line {
    align-items: start;
  }
  .choices input {
    margin-block-start: 0.25em;
  }
  .wrap {
    flex-wrap: wrap;
    gap: 0.25rem 0.9rem;
  }
  .name,
  .value {
    min-width: 0;
    overflow-wrap: anywhere;
  }
  input[type="checkbox"],
  input[type="radio"] {
    flex: none;
    width: 1.05rem;
    height: 1.05rem;
    margin: 0;
    accent-color: var(--_accent);
  }
  .kind {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    align-items: center;
    gap: 0.15rem 0.5rem;
    padding-block: 0.35rem;
  }
  .kind > label {
    grid-column: 1 / -1;
  }
  .kind > .count {
    grid-area: 2 / 2;
    justify-self: end;
    text-align: end;
  }
  .kind > .line:nth-of-type(1) .name {
    font-weight: 500;
  }
  .kind > span.line {
    grid-area: 2 / 1;
    padding-inline-start: 1.55rem;
  }
  .kind > .values,
  .kind > button {
    grid-column: 1 / -1;
  }
  select,
  .add input:not([type="checkbox"], [type="radio"]) {
    min-width: 0;
    min-height: 2rem;
    padding: 0.15rem 0.5rem;
    border: 1px solid var(--_strong-line);
    border-radius: calc(var(--_radius) * 0.75);
    background: var(--_surface);
    color: inherit;
    font: inherit;
  }
  button.quiet {
    font-size: 0.8125rem;
  }
  .values {
    max-height: 16rem;
    margin-inline-start: 1.55rem;
    overflow-y: auto;
  }
  .values li {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 0.25rem;
  }
  .documents {
    max-height: 14rem;
    overflow-y: auto;
  }
  .documents button {
    display: grid;
    width: 100%;
    padding-block: 0.3rem;
    color: var(--_text);
    text-align: start;
    white-space: normal;
  }
  .documents [aria-current="true"] {
    background: var(--_raised);
    box-shadow: inset 3px 0 var(--_accent);
  }
  .add {
    display: grid;
    gap: 0.4rem;
  }
  .add .line > input:not([type]) {
    flex: 1 1 6rem;
  }
  .add button {
    min-height: 2rem;
    font-size: 0.875rem;
  }
  .pages {
    max-height: 18rem;
    margin-block-start: 0.4rem;
    overflow-y: auto;
  }
  .pages li {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    align-items: center;
    gap: 0.25rem;
    min-height: 2rem;
    padding-inline-start: 3px;
    content-visibility: auto;
    contain-intrinsic-size: auto 2rem;
  }
  .pages .name {
    overflow: hidden;
    color: var(--_text);
    text-align: start;
    text-overflow: ellipsis;
  }
`;
