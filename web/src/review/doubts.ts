/** Words that text recognition was unsure of, set off in a page's text. */

import type { Doubt } from "../protocol";

/** Cuts a text into strings and elements for the doubtful words in it; to be asked from its start to its end. */
export class DoubtMarker {
  readonly #text: string;
  readonly #doubts: readonly Doubt[];
  readonly #what: string;
  #at = 0;

  /** `what` is said of each of them. */
  constructor(text: string, doubts: readonly Doubt[], what: string) {
    this.#text = text;
    this.#doubts = doubts;
    this.#what = what;
  }

  cut(start: number, end: number): (HTMLElement | string)[] {
    const parts: (HTMLElement | string)[] = [];
    let shown = start;
    for (let doubt = this.#doubts[this.#at]; doubt && doubt.start < end; doubt = this.#doubts[this.#at]) {
      const from = Math.max(doubt.start, shown);
      const to = Math.min(doubt.end, end);
      if (from > shown) parts.push(this.#text.slice(shown, from));
      if (to > from) parts.push(this.#element(this.#text.slice(from, to)));
      shown = Math.max(to, shown);
      if (doubt.end > end) break;
      this.#at += 1;
    }
    if (shown < end) parts.push(this.#text.slice(shown, end));
    return parts;
  }

  #element(text: string): HTMLElement {
    const element = document.createElement("span");
    element.className = "doubt";
    element.setAttribute("role", "mark");
    element.setAttribute("part", "doubt");
    element.setAttribute("aria-description", this.#what);
    element.title = this.#what;
    element.tabIndex = -1;
    // Two elements of one word have its number.
    element.dataset.doubt = String(this.#at);
    element.textContent = text;
    return element;
  }
}

/** One element of each that has the same number: a word that a match begins or ends within has two. */
export function firstOfEach(elements: readonly HTMLElement[], key: string): HTMLElement[] {
  const seen = new Set<string>();
  return elements.filter(({ dataset: { [key]: name = "" } }) => !seen.has(name) && seen.add(name));
}
