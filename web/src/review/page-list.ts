/**
 * `<docsieve-review-pages>`: a list of pages of which only those near the screen exist, and only those are asked for.
 * Heights are guessed until a page was laid out; whatever then turns out taller or shorter does not move what is read.
 */

import { PageHeights } from "./page-heights";
import { PageRow } from "./page-row";
import type { ReviewedDocument, ReviewModel } from "./review-model";
import type { ReviewStrings } from "./strings";

/** Laid out beyond the edges of the screen, in px. */
const BEYOND = 600;
/** A page is not higher than this before it was laid out; its text may be one endless line. */
const HIGHEST_GUESS = 40_000;
const HEAD = 64;
const LINE = 24;

export class PageList extends HTMLElement {
  #model: ReviewModel | undefined;
  #document: ReviewedDocument | undefined;
  #strings: ReviewStrings | undefined;
  #heights = new PageHeights([]);
  #rows = new Map<number, PageRow>();
  /** Pages whose view is not that of the worker any more. */
  #stale = new Set<number>();
  #asking: Promise<void> | undefined;
  #frame = 0;
  #canvas: HTMLElement | undefined;
  #onRow: ((row: PageRow) => void) | undefined;
  readonly #sizes = new ResizeObserver((entries) => this.#measured(entries));

  connectedCallback(): void {
    this.addEventListener("scroll", this.#schedule, { passive: true });
    this.#sizes.observe(this);
  }

  disconnectedCallback(): void {
    this.removeEventListener("scroll", this.#schedule);
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  /** Called with each row that appears, for pictures beside it. */
  set onRow(listener: ((row: PageRow) => void) | undefined) {
    this.#onRow = listener;
    for (const row of this.#rows.values()) listener?.(row);
  }

  /** Show a document from its start. */
  show(model: ReviewModel, document: ReviewedDocument, strings: ReviewStrings): void {
    this.#model = model;
    this.#document = document;
    this.#strings = strings;
    for (const row of this.#rows.values()) this.#remove(row);
    this.#stale.clear();
    const perLine = Math.max(20, (this.clientWidth || 800) / 2 / 8.5);
    this.#heights = new PageHeights(
      document.pages.map(({ characters = 0 }) =>
        Math.min(HIGHEST_GUESS, HEAD + LINE * (2 + Math.ceil((1.3 * characters) / perLine))),
      ),
    );
    this.#canvas ??= this.appendChild(globalThis.document.createElement("div"));
    this.#canvas.className = "canvas";
    this.scrollTop = 0;
    this.#layOut();
  }

  /** Ask anew for these pages where they are shown; all counts and choices are brought up to date. */
  async refresh(pages: Iterable<number>): Promise<void> {
    for (const index of pages) if (this.#rows.has(index)) this.#stale.add(index);
    this.#showPages();
    await this.#ask();
  }

  /** Bring a page to the top; resolves when it is there with its text. */
  async goTo(index: number): Promise<PageRow | undefined> {
    const row = this.#rows.get(index);
    if (!row?.view || !this.#isVisible(index)) {
      this.scrollTop = this.#heights.top(index);
      this.#layOut();
    }
    await this.#ask();
    return this.#rows.get(index);
  }

  /** The page at the upper edge. */
  get current(): number {
    return this.#heights.at(this.scrollTop + 1);
  }

  row(index: number): PageRow | undefined {
    return this.#rows.get(index);
  }

  get rows(): readonly PageRow[] {
    return [...this.#rows.values()].sort((one, other) => one.index - other.index);
  }

  #isVisible(index: number): boolean {
    const top = this.#heights.top(index);
    return top < this.scrollTop + this.clientHeight && top + this.#heights.height(index) > this.scrollTop;
  }

  readonly #schedule = (): void => {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#layOut();
      void this.#ask();
    });
  };

  /** Have rows for what is near the screen, and no others but the one with the focus. */
  #layOut(): void {
    const document = this.#document;
    if (!document || !this.#canvas || this.#heights.count === 0) return;
    const first = this.#heights.at(this.scrollTop - BEYOND);
    const last = this.#heights.at(this.scrollTop + this.clientHeight + BEYOND);
    for (const row of this.#rows.values()) {
      const isNear = row.index >= first && row.index <= last;
      if (!isNear && !row.element.matches(":focus-within")) this.#remove(row);
    }
    for (let index = first; index <= last; index += 1) {
      const page = document.pages[index];
      if (!page || this.#rows.has(index) || !this.#strings) continue;
      const row = new PageRow(page, this.#strings);
      row.showPage(page, document.matchesOfPages.get(index) ?? 0);
      row.reserve(this.#heights.height(index) - HEAD);
      this.#rows.set(index, row);
      this.#stale.add(index);
      this.#insert(row);
      this.#sizes.observe(row.element);
      this.#onRow?.(row);
    }
    this.#place();
  }

  /** In the order of the pages, which is the order of reading and of the Tab key. */
  #insert(row: PageRow): void {
    const after = [...this.#rows.values()]
      .filter(({ index, element }) => index > row.index && element.isConnected)
      .sort((one, other) => one.index - other.index)[0];
    this.#canvas?.insertBefore(row.element, after?.element ?? null);
  }

  #place(): void {
    if (!this.#canvas) return;
    this.#canvas.style.height = `${Math.round(this.#heights.total)}px`;
    for (const row of this.#rows.values()) {
      row.element.style.transform = `translateY(${Math.round(this.#heights.top(row.index))}px)`;
    }
  }

  #remove(row: PageRow): void {
    this.#sizes.unobserve(row.element);
    row.element.remove();
    this.#rows.delete(row.index);
    this.#stale.delete(row.index);
  }

  #showPages(): void {
    const document = this.#document;
    if (!document) return;
    for (const row of this.#rows.values()) {
      const page = document.pages[row.index];
      if (page) row.showPage(page, document.matchesOfPages.get(row.index) ?? 0);
    }
  }

  /** Ask for the views that are missing; those nearest to the screen now, one question after the other. */
  #ask(): Promise<void> {
    this.#asking ??= this.#askAll()
      .catch((error: unknown) => {
        this.dispatchEvent(new CustomEvent("view-failed", { detail: error }));
      })
      .finally(() => {
        this.#asking = undefined;
      });
    return this.#asking;
  }

  async #askAll(): Promise<void> {
    for (;;) {
      const document = this.#document;
      const wanted = [...this.#stale].sort((one, other) => one - other);
      const first = wanted.find((index) => this.#isVisible(index)) ?? wanted[0];
      if (first === undefined || !document || !this.#model) return;
      let last = first;
      while (this.#stale.has(last + 1) && last - first < 19) last += 1;
      for (let index = first; index <= last; index += 1) this.#stale.delete(index);
      const views = await this.#model.view(document.key, first, last);
      if (document !== this.#document) continue;
      for (const view of views) this.#rows.get(view.index)?.show(view);
      this.#measureAll();
    }
  }

  #measured(entries: readonly ResizeObserverEntry[]): void {
    if (entries.some(({ target }) => target === this)) this.#schedule();
    this.#measureAll();
  }

  /** Take the heights as they are now; the page at the upper edge stays where it is. */
  #measureAll(): void {
    const anchor = this.current;
    const before = this.#heights.top(anchor);
    let isChanged = false;
    for (const row of this.#rows.values()) {
      const height = row.element.offsetHeight;
      if (height > 0 && this.#heights.measured(row.index, height)) isChanged = true;
    }
    if (!isChanged) return;
    this.#place();
    const moved = this.#heights.top(anchor) - before;
    if (moved !== 0) this.scrollTop += moved;
    this.#schedule();
  }
}

export function definePageList(): void {
  if (!customElements.get("docsieve-review-pages")) customElements.define("docsieve-review-pages", PageList);
}
