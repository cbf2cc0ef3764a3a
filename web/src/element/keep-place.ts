/** Replaces the text a person reads by another version of it: what is on the screen and what is selected stays so. */

import type { ChunkedText } from "./chunked-text";
import { samePlace } from "./same-place";

interface Selected {
  readonly start: number;
  readonly end: number;
}

/** Show `text` in the place of what `view` shows now; `scroller` is the box around it. */
export function replaceInPlace(view: ChunkedText, scroller: HTMLElement, text: string): void {
  const before = view.textContent;
  const selected = selectedIn(view);
  const fixed = scroller.scrollTop > 0 ? fixedPlace(view, scroller, selected) : undefined;
  const placed = (offset: number) => samePlace(before, offset, text);
  const wanted = fixed && { offset: placed(fixed.offset), top: fixed.top };
  const selection = selected && { start: placed(selected.start), end: placed(selected.end) };
  view.show(text, "text", Math.max(wanted?.offset ?? 0, selection?.end ?? 0));
  if (selection && selection.start < selection.end) select(view, selection);
  if (wanted) scrollTo(view, scroller, wanted.offset, wanted.top);
}

/** A character, and how far below the upper edge of the box it stands. */
interface Place {
  readonly offset: number;
  readonly top: number;
}

/** What must not move: where the selection starts, else the first character in sight. */
function fixedPlace(
  view: ChunkedText,
  scroller: HTMLElement,
  selected: Selected | undefined,
): Place | undefined {
  const node = selected && nodeAt(view, selected.start);
  if (node) {
    const top = topOf(node.text, node.offset) - scroller.getBoundingClientRect().top;
    if (top >= 0 && top < scroller.clientHeight) return { offset: selected.start, top };
  }
  return firstInSight(view, scroller);
}

function firstInSight(view: ChunkedText, scroller: HTMLElement): Place | undefined {
  const edge = scroller.getBoundingClientRect().top;
  let passed = 0;
  for (const piece of view.children) {
    const text = piece.firstChild;
    if (!(text instanceof Text)) continue;
    if (piece.getBoundingClientRect().bottom > edge) {
      let low = 0;
      let high = text.length - 1;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (topOf(text, middle) >= edge) high = middle;
        else low = middle + 1;
      }
      return { offset: passed + low, top: topOf(text, low) - edge };
    }
    passed += text.length;
  }
  return undefined;
}

function scrollTo(view: ChunkedText, scroller: HTMLElement, offset: number, top: number): void {
  const place = nodeAt(view, offset);
  if (!place) return;
  // Laid out now, with what is next to it: off the screen a piece has only a guessed height.
  const piece = place.text.parentElement;
  for (const near of [piece?.previousElementSibling, piece, piece?.nextElementSibling]) {
    if (near instanceof HTMLElement) near.style.contentVisibility = "visible";
  }
  scroller.scrollTop += topOf(place.text, place.offset) - scroller.getBoundingClientRect().top - top;
}

function topOf(text: Text, offset: number): number {
  const range = document.createRange();
  range.setStart(text, Math.min(offset, Math.max(0, text.length - 1)));
  range.setEnd(text, Math.min(offset + 1, text.length));
  return range.getBoundingClientRect().top;
}

function selectedIn(view: ChunkedText): Selected | undefined {
  const root = view.getRootNode();
  const selection = document.getSelection();
  if (!(root instanceof ShadowRoot) || !selection) return undefined;
  const [range] = selection.getComposedRanges?.({ shadowRoots: [root] }) ?? [];
  if (!range || range.collapsed) return undefined;
  const start = offsetOf(view, range.startContainer, range.startOffset);
  const end = offsetOf(view, range.endContainer, range.endOffset);
  return start === undefined || end === undefined ? undefined : { start, end };
}

function select(view: ChunkedText, { start, end }: Selected): void {
  const from = nodeAt(view, start);
  const to = nodeAt(view, end);
  if (from && to) document.getSelection()?.setBaseAndExtent(from.text, from.offset, to.text, to.offset);
}

/** How many characters of the view stand before a place in it. */
function offsetOf(view: ChunkedText, node: Node, offset: number): number | undefined {
  if (!view.contains(node)) return undefined;
  const range = document.createRange();
  range.setStart(view, 0);
  range.setEnd(node, offset);
  return range.toString().length;
}

function nodeAt(
  view: ChunkedText,
  offset: number,
): { readonly text: Text; readonly offset: number } | undefined {
  let passed = 0;
  for (const { firstChild: text } of view.children) {
    if (!(text instanceof Text)) continue;
    if (passed + text.length > offset) return { text, offset: offset - passed };
    passed += text.length;
  }
  const last = view.lastElementChild?.firstChild;
  return last instanceof Text ? { text: last, offset: last.length } : undefined;
}
