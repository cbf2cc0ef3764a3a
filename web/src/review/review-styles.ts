/** How the review looks: toolbar, rail beside pages, each page as it is beside what is sent of it. */

import { css } from "lit";

export const reviewStyles = css`
  :host {
    --_redacted: light-dark(#ffe2b8, #55400f);
    --_doubt: light-dark(#b3261e, #ff9a8d);
    --_kept: light-dark(#e3e6e6, #3a3f41);
    display: block;
    container-type: inline-size;
  }
  .review {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.75rem;
  }
  .review[hidden] {
    display: none;
  }
  .review > header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 1rem;
  }
  h2 {
    flex: 1 1 12rem;
    min-width: 0;
    margin: 0;
    overflow-wrap: anywhere;
    font-size: 1.125rem;
    font-weight: 600;
    line-height: 1.3;
  }
  .toolbar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem;
  }
  .toolbar button {
    min-height: 2rem;
    font-size: 0.875rem;
  }
  button:disabled {
    opacity: 0.55;
    cursor: default;
  }
  .buttons {
    display: flex;
    gap: 0.25rem;
  }
  .summary {
    flex: 1 1 auto;
    margin: 0;
    color: var(--_muted);
    font-size: 0.875rem;
    font-variant-numeric: tabular-nums;
    text-align: end;
  }
  .error {
    display: flex;
    gap: 0.5rem;
    margin: 0;
    padding: 0.5rem 0.7rem;
    border-radius: calc(var(--_radius) * 0.75);
    background: var(--_error-surface);
    color: var(--_error);
    font-size: 0.875rem;
  }
  .work {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    overflow: hidden;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  docsieve-review-rail {
    max-height: 24rem;
    overflow-y: auto;
    overscroll-behavior: auto contain;
    border-block-end: 1px solid var(--_line);
  }
  .pages {
    display: flex;
    flex-direction: column;
    min-width: 0;
  }
  .columns {
    display: none;
    padding: 0.45rem 1rem;
    border-block-end: 1px solid var(--_line);
    background: var(--_raised);
    color: var(--_muted);
    font-size: 0.8125rem;
    font-weight: 600;
  }
  docsieve-review-pages {
    position: relative;
    display: block;
    height: var(--docsieve-review-height, min(75vh, 52rem));
    overflow: auto;
    overflow-anchor: none;
    overscroll-behavior: auto contain;
  }
  docsieve-review-pages:focus-visible {
    outline-offset: -2px;
  }
  .canvas {
    position: relative;
  }
  .page {
    position: absolute;
    inset-inline: 0;
    top: 0;
    border-block-end: 1px solid var(--_line);
  }
  .page-head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.1rem 0.9rem;
    padding: 0.55rem 1rem 0.35rem;
  }
  h3 {
    margin: 0;
    overflow-wrap: anywhere;
    font-size: 0.875rem;
    font-weight: 600;
  }
  .page-count {
    color: var(--_muted);
    font-size: 0.8125rem;
  }
  .page-choice {
    display: flex;
    align-items: center;
    gap: 0.4rem;
    margin-inline-start: auto;
    font-size: 0.8125rem;
  }
  .page-choice input {
    width: 1.05rem;
    height: 1.05rem;
    margin: 0;
    accent-color: var(--_accent);
  }
  .sides {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.5rem;
    padding: 0 1rem 1rem;
  }
  .side {
    min-width: 0;
    font-size: 0.9375rem;
    line-height: 1.6;
  }
  .side::before {
    content: attr(data-title);
    display: block;
    color: var(--_muted);
    font-size: 0.75rem;
    font-weight: 600;
  }
  .payload {
    padding: 0.35rem 0.6rem;
    border-radius: calc(var(--_radius) * 0.75);
    background: var(--_raised);
  }
  [data-excluded] .original {
    opacity: 0.72;
    text-decoration: line-through;
    text-decoration-color: var(--_strong-line);
  }
  .image {
    grid-column: 1 / -1;
    text-align: center;
  }
  .image[hidden] {
    display: none;
  }
  .image canvas {
    width: 100%;
    height: auto;
    border: 1px solid var(--_line);
  }
  .pictures {
    display: flex;
    align-items: center;
    gap: 0.4rem;
    margin-inline-start: 0.25rem;
    font-size: 0.875rem;
  }
  .pictures input {
    width: 1.05rem;
    height: 1.05rem;
    margin: 0;
    accent-color: var(--_accent);
  }
  .piece {
    overflow-wrap: anywhere;
    white-space: pre-wrap;
    tab-size: 4;
    unicode-bidi: plaintext;
  }
  /* One alone is not clipped, so that what is beside a match may stick out. */
  .piece:not(:only-child) {
    content-visibility: auto;
    contain-intrinsic-size: auto 3000px;
  }
  .note {
    margin: 0;
    color: var(--_muted);
    font-size: 0.875rem;
  }
  .mark {
    position: relative;
    border-radius: 3px;
    background: var(--_kept);
    box-decoration-break: clone;
    -webkit-box-decoration-break: clone;
    cursor: pointer;
  }
  .mark[aria-pressed="true"] {
    background: var(--_redacted);
    text-decoration: underline 2px;
    text-underline-offset: 3px;
  }
  .mark[aria-pressed="false"] {
    outline: 1px dashed var(--_strong-line);
  }
  .mark:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 1px;
  }
  .mark[aria-pressed="true"]:is(:hover, :focus-visible)::after {
    content: attr(data-to);
    position: absolute;
    inset-block-start: calc(100% + 2px);
    inset-inline-start: 0;
    z-index: 1;
    padding: 0.1rem 0.45rem;
    border-radius: 4px;
    background: var(--_text);
    color: var(--_surface);
    font: 600 0.75rem/1.5 var(--_mono);
    white-space: nowrap;
    pointer-events: none;
  }
  /* Not by colour alone: a line that nothing else has. */
  .doubt {
    border-radius: 3px;
    text-decoration: underline wavy 1.5px var(--_doubt);
    text-decoration-skip-ink: none;
    text-underline-offset: 3px;
  }
  .doubt:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 1px;
  }
  .doubts {
    align-items: center;
    margin-inline-start: auto;
    font-size: 0.875rem;
  }
  .doubts > span {
    color: var(--_muted);
    margin-inline-end: 0.35rem;
  }
  .replacement {
    border-radius: 3px;
    background: var(--_redacted);
  }
  .keys {
    color: var(--_muted);
    font-size: 0.875rem;
  }
  .keys summary {
    cursor: pointer;
  }
  dl {
    display: flex;
    flex-wrap: wrap;
    gap: 0.35rem 1.5rem;
    margin: 0.5rem 0 0;
  }
  dl div {
    display: flex;
    gap: 0.5rem;
  }
  dd {
    margin: 0;
  }
  kbd {
    padding: 0.05rem 0.35rem;
    border: 1px solid var(--_line);
    border-radius: 4px;
    font: 0.8125rem/1.5 var(--_mono);
  }
  @container (min-width: 44rem) {
    .columns,
    .sides {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      gap: 1rem;
    }
    .columns {
      display: grid;
    }
    .side::before {
      content: none;
    }
    [data-pictures].columns,
    [data-pictures] .sides {
      grid-template-columns: repeat(3, minmax(0, 1fr));
    }
    [data-pictures] .image {
      grid-column: auto;
    }
  }
  @container (min-width: 58rem) {
    .work {
      grid-template-columns: 18rem minmax(0, 1fr);
    }
    docsieve-review-rail {
      max-height: calc(var(--docsieve-review-height, min(75vh, 52rem)) + 2.2rem);
      border-block-end: 0;
      border-inline-end: 1px solid var(--_line);
    }
  }
  @media (forced-colors: active) {
    .mark,
    .replacement {
      forced-color-adjust: none;
      background: Mark;
      color: MarkText;
    }
    .mark[aria-pressed="false"] {
      background: Canvas;
      color: CanvasText;
    }
  }
`;
