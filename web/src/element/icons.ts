/** The few drawings of the element; all take the colour of the text around them. */

import { html } from "lit";

export const sheetIcon = html`
  <svg class="icon-large" viewBox="0 0 48 48" fill="none" stroke="currentColor" stroke-width="2"
    stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
    <path d="M12 5h16l9 9v29H12z" /><path d="M28 5v9h9" />
    <path d="M18 22h13M18 28h13M18 34h8" />
  </svg>`;

export const lockIcon = html`
  <svg class="icon" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.5" aria-hidden="true">
    <rect x="3.5" y="7" width="9" height="6.5" rx="1" /><path d="M5.5 7V5a2.5 2.5 0 0 1 5 0v2" />
  </svg>`;

export const scanIcon = html`
  <svg class="icon" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.5"
    stroke-linecap="round" aria-hidden="true">
    <path d="M2 5V2.75h2.75M11.25 2.75H14V5M14 11v2.25h-2.75M4.75 13.25H2V11" /><path d="M4.75 6.5h6.5M4.75 9.5h4" />
  </svg>`;

export const alertIcon = html`
  <svg class="icon" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.5"
    stroke-linecap="round" aria-hidden="true">
    <circle cx="8" cy="8" r="6.25" /><path d="M8 4.75v4M8 11.2v.1" />
  </svg>`;
