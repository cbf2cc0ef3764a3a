/** Colours, type and controls, shared by the parts of the element. Others change them by custom properties and parts: web/README.md. */

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
