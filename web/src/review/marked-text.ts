/** Text with matches in it, as elements: in pieces that the browser lays out one by one. */

import { textChunks } from "../element/text-chunks";
import type { Doubt, Mark } from "../protocol";
import { DoubtMarker } from "./doubts";

/** Show a page's original text with its marks, and with the words that text recognition was unsure of. */
export function markedPieces(
  text: string,
  marks: readonly Mark[],
  doubts: readonly Doubt[],
  what: string,
): DocumentFragment {
  const fragment = document.createDocumentFragment();
  const doubtful = new DoubtMarker(text, doubts, what);
  let start = 0;
  let at = 0;
  for (const chunk of mergedChunks(text, marks)) {
    const end = start + chunk.length;
    const piece = newPiece();
    let shown = start;
    for (let mark = marks[at]; mark && mark.start < end; mark = marks[++at]) {
      if (mark.start > shown) piece.append(...doubtful.cut(shown, mark.start));
      piece.append(newMark(doubtful.cut(mark.start, mark.end), mark));
      shown = mark.end;
    }
    if (shown < end) piece.append(...doubtful.cut(shown, end));
    fragment.append(piece);
    start = end;
  }
  return fragment;
}

/** Show the text of the payload; what stands in place of matches is set off, the text is the same. */
export function payloadPieces(text: string, marks: readonly Mark[]): DocumentFragment {
  const fragment = document.createDocumentFragment();
  const words = [...new Set(marks.flatMap(({ replacement }) => replacement || []))];
  const pattern = words.length > 0 ? new RegExp(words.map(escaped).join("|"), "g") : undefined;
  for (const chunk of textChunks(text)) {
    const piece = newPiece();
    let shown = 0;
    for (const { 0: word, index } of pattern ? chunk.matchAll(pattern) : []) {
      if (index > shown) piece.append(chunk.slice(shown, index));
      const replacement = document.createElement("span");
      replacement.className = "replacement";
      replacement.textContent = word;
      piece.append(replacement);
      shown = index + word.length;
    }
    if (shown < chunk.length) piece.append(chunk.slice(shown));
    fragment.append(piece);
  }
  return fragment;
}

/** Say how matters stand with a match on the element that shows it. */
export function decideMark(element: HTMLElement, { redacted = true, replacement }: Mark): void {
  element.setAttribute("aria-pressed", String(redacted));
  // Shown beside it by the style sheet; "nothing" has a sign, too.
  element.dataset.to = redacted ? replacement || "∅" : "";
}

/** Whether both have their marks at the same places, so that only what is decided differs. */
export function sameLayout(one: readonly Mark[], other: readonly Mark[]): boolean {
  return (
    one.length === other.length &&
    one.every((mark, at) => {
      const twin = other[at];
      return twin?.match === mark.match && twin.start === mark.start && twin.end === mark.end;
    })
  );
}

function newPiece(): HTMLElement {
  const piece = document.createElement("div");
  piece.className = "piece";
  return piece;
}

function newMark(content: readonly (Node | string)[], mark: Mark): HTMLElement {
  const element = document.createElement("span");
  element.className = "mark";
  element.setAttribute("role", "button");
  element.setAttribute("part", "mark");
  element.tabIndex = -1;
  element.dataset.match = mark.match;
  element.dataset.kind = mark.kind;
  element.append(...content);
  decideMark(element, mark);
  return element;
}

/** Pieces of which none ends inside a match. */
function* mergedChunks(text: string, marks: readonly Mark[]): Generator<string> {
  let held = "";
  let end = 0;
  let at = 0;
  for (const chunk of textChunks(text)) {
    held += chunk;
    end += chunk.length;
    while ((marks[at]?.end ?? Number.POSITIVE_INFINITY) <= end) at += 1;
    if ((marks[at]?.start ?? Number.POSITIVE_INFINITY) < end) continue;
    yield held;
    held = "";
  }
  if (held) yield held;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
