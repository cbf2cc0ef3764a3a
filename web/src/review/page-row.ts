/** One page of the review: its text with the matches, and beside it what is sent of it. */

import type { Mark, PageView, ReviewPage } from "../protocol";
import { decideMark, markedPieces, payloadPieces, sameLayout } from "./marked-text";
import type { ReviewStrings } from "./strings";

export class PageRow {
  readonly index: number;
  readonly element: HTMLElement;
  readonly #strings: ReviewStrings;
  readonly #count: HTMLElement;
  readonly #choice: HTMLInputElement;
  readonly #original: HTMLElement;
  readonly #payload: HTMLElement;
  readonly #image: HTMLElement;
  #view: PageView | undefined;

  constructor(page: ReviewPage, strings: ReviewStrings) {
    this.index = page.index;
    this.#strings = strings;
    const name = strings.pageName(page);
    this.element = make("section", "page");
    this.element.dataset.index = String(page.index);
    this.element.setAttribute("aria-label", name);
    const title = make("h3", "");
    title.textContent = name;
    title.dir = "auto";
    this.#count = make("span", "page-count");
    const label = make("label", "page-choice");
    this.#choice = document.createElement("input");
    this.#choice.type = "checkbox";
    this.#choice.setAttribute("aria-label", strings.sendPageOf(name));
    this.#choice.addEventListener("change", () => {
      const detail = { index: page.index, excluded: !this.#choice.checked };
      this.element.dispatchEvent(new CustomEvent("page-choice", { detail, bubbles: true }));
    });
    label.append(this.#choice, strings.sendPage);
    const head = make("header", "page-head");
    head.append(title, this.#count, label);
    this.#image = make("div", "image");
    this.#image.hidden = true;
    this.#original = side("original", strings.original, name);
    this.#payload = side("payload", strings.payload, name);
    const sides = make("div", "sides");
    sides.append(this.#image, this.#original, this.#payload);
    this.element.append(head, sides);
    this.showPage(page, 0);
  }

  /** Where a picture of the page is put. */
  get imageSlot(): HTMLElement {
    return this.#image;
  }

  get view(): PageView | undefined {
    return this.#view;
  }

  /** What the list of pages knows of it. */
  showPage({ excluded = false, doubts = 0 }: ReviewPage, matches: number): void {
    const strings = this.#strings;
    this.#choice.checked = !excluded;
    const told = [matches > 0 && strings.matches(matches), doubts > 0 && strings.doubts(doubts)];
    this.#count.textContent = told.filter(Boolean).join(", ");
    this.element.toggleAttribute("data-excluded", excluded);
  }

  /** A page without a view is as tall as it probably will be. */
  reserve(height: number): void {
    this.#original.style.minHeight = `${Math.max(0, Math.round(height))}px`;
  }

  show(view: PageView): void {
    const before = this.#view;
    this.#view = view;
    this.#original.style.minHeight = "";
    if (before && before.text === view.text && sameLayout(before.marks, view.marks)) {
      this.#decide(view.marks);
    } else {
      const focused = this.focusedMatch();
      this.#original.replaceChildren(
        view.text.trim() === ""
          ? note(this.#strings.empty)
          : markedPieces(view.text, view.marks, view.doubts ?? [], this.#strings.doubt),
      );
      if (focused) this.markOf(focused)?.focus({ preventScroll: true });
    }
    const payload = view.payload_text;
    if (before && before.payload_text === payload && !before.excluded === !view.excluded) return;
    if (typeof payload === "string") {
      this.#payload.replaceChildren(
        payload.trim() === "" ? note(this.#strings.empty) : payloadPieces(payload, view.marks),
      );
    } else {
      this.#payload.replaceChildren(note(this.#strings.leftOut));
    }
  }

  /** The (first) element of a match. */
  markOf(match: string): HTMLElement | undefined {
    return this.marks.find((mark) => mark.dataset.match === match);
  }

  /** Elements of matches, in the order of the text. */
  get marks(): HTMLElement[] {
    return [...this.#original.querySelectorAll<HTMLElement>(".mark")];
  }

  /** Elements of words that text recognition was unsure of, in the order of the text. */
  get doubts(): HTMLElement[] {
    return [...this.#original.querySelectorAll<HTMLElement>(".doubt")];
  }

  focusedMatch(): string | undefined {
    const root = this.element.getRootNode() as Document | ShadowRoot;
    const active = root.activeElement;
    return active instanceof HTMLElement && this.element.contains(active) ? active.dataset.match : undefined;
  }

  #decide(marks: readonly Mark[]): void {
    this.marks.forEach((element, at) => {
      const mark = marks[at];
      if (mark) decideMark(element, mark);
    });
  }
}

function side(name: string, title: string, page: string): HTMLElement {
  const element = make("div", `side ${name}`);
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", `${title}: ${page}`);
  // Shown by the style sheet where the columns have no room beside each other.
  element.dataset.title = title;
  element.setAttribute("part", name);
  element.dir = "auto";
  return element;
}

function note(text: string): HTMLElement {
  const element = make("p", "note");
  element.textContent = text;
  return element;
}

function make(tag: string, className: string): HTMLElement {
  const element = document.createElement(tag);
  if (className) element.className = className;
  return element;
}
