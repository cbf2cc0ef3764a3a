/**
 * Shows a text of any length without freezing the page: pieces are added in short slices of time, laid out by the
 * browser only when near the screen (`content-visibility`), and beyond a few million characters only on scrolling.
 */

import { prettyJsonChunks, textChunks } from "./text-chunks";

/** Time per slice in ms: leaves room for input and paint within a frame. */
const SLICE_MS = 6;

/** Added without being asked, so that the browser's own search finds it; the rest comes with scrolling. */
const EAGER_CHARACTERS = 4_000_000;

export class ChunkedText extends HTMLElement {
  #source: Generator<string> | undefined;
  #shown = 0;
  #atOnce = 0;
  #frame = 0;
  #sentinel: HTMLElement | undefined;
  #observer: IntersectionObserver | undefined;

  /** Replace what is shown; its first `atOnce` characters are there when this returns. */
  show(text: string, kind: "text" | "markdown" | "json", atOnce = 0): void {
    this.#stop();
    this.#source = kind === "json" ? prettyJsonChunks(text) : textChunks(text);
    this.#shown = 0;
    this.#atOnce = atOnce;
    this.replaceChildren();
    this.#addSlice();
  }

  /** Add to what is shown, as long as it is no more than is shown without being asked. */
  grow(text: string): void {
    if (this.#shown >= EAGER_CHARACTERS) return;
    this.#shown += text.length;
    for (const piece of textChunks(text)) this.append(toPiece(piece));
  }

  disconnectedCallback(): void {
    this.#stop();
  }

  #stop(): void {
    cancelAnimationFrame(this.#frame);
    this.#observer?.disconnect();
    this.#sentinel = undefined;
    this.#source = undefined;
  }

  readonly #addSlice = (): void => {
    const until = performance.now() + SLICE_MS;
    const pieces = document.createDocumentFragment();
    do {
      const next = this.#source?.next();
      if (!next || next.done) {
        this.append(pieces);
        this.#stop();
        return;
      }
      this.#shown += next.value.length;
      pieces.append(toPiece(next.value));
    } while (performance.now() < until || this.#shown <= this.#atOnce);
    this.append(pieces);
    if (this.#shown < EAGER_CHARACTERS) this.#frame = requestAnimationFrame(this.#addSlice);
    else this.#awaitScrolling();
  };

  #awaitScrolling(): void {
    this.#observer?.disconnect();
    this.#sentinel?.remove();
    this.#sentinel = document.createElement("div");
    this.append(this.#sentinel);
    this.#observer = new IntersectionObserver(
      ([entry]) => {
        if (!entry?.isIntersecting) return;
        this.#observer?.disconnect();
        this.#addSlice();
      },
      { rootMargin: "2000px" },
    );
    this.#observer.observe(this.#sentinel);
  }
}

function toPiece(text: string): HTMLElement {
  const piece = document.createElement("div");
  piece.className = "piece";
  piece.textContent = text;
  return piece;
}

export function defineChunkedText(): void {
  if (!customElements.get("docsieve-chunked-text"))
    customElements.define("docsieve-chunked-text", ChunkedText);
}
