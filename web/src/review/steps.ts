/** From match to match, and from one doubtful word to the next, over pages that do not exist yet. */

import { firstOfEach } from "./doubts";
import type { PageList } from "./page-list";
import type { PageRow } from "./page-row";
import type { ReviewedDocument } from "./review-model";

/** What is gone to: "match" and "doubt" are what their elements are numbered by. */
export type Step = "match" | "doubt";

/** Go to the next one in the order of the text, or the one before; its element, where there is one. */
export async function stepTo(
  step: Step,
  pages: PageList,
  document: ReviewedDocument,
  direction: 1 | -1,
): Promise<HTMLElement | undefined> {
  const here = focusedIn(pages);
  const row = here && pages.rows.find(({ element }) => element.contains(here));
  let index = row?.index ?? pages.current;
  if (here && row) {
    const side = direction === 1 ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
    const beside = elementsOf(step, row).filter(
      (each) => each.dataset[step] !== here.dataset[step] && here.compareDocumentPosition(each) & side,
    );
    const next = direction === 1 ? beside[0] : beside.at(-1);
    if (next) return reveal(next);
    index += direction;
  }
  for (; index >= 0 && index < document.pages.length; index += direction) {
    if (!isOn(step, document, index)) continue;
    const there = await pages.goTo(index);
    const elements = there ? elementsOf(step, there) : [];
    const next = direction === 1 ? elements[0] : elements.at(-1);
    if (next) return reveal(next);
  }
  return undefined;
}

/** Go to a match by its id; those in names and metadata have no place in the pages. */
export async function goToMatch(
  pages: PageList | undefined,
  document: ReviewedDocument | undefined,
  id: string,
): Promise<void> {
  const page = document?.matches.get(id)?.page;
  if (typeof page !== "number") return;
  const mark = (await pages?.goTo(page))?.markOf(id);
  if (mark) reveal(mark);
}

/** The first element of each: a match that is split over cells has several. */
function elementsOf(step: Step, row: PageRow): HTMLElement[] {
  return firstOfEach(step === "match" ? row.marks : row.doubts, step);
}

function isOn(step: Step, document: ReviewedDocument, index: number): boolean {
  return step === "match" ? document.matchesOfPages.has(index) : Boolean(document.pages[index]?.doubts);
}

/** What has the focus in the pages, a match or a doubtful word. */
function focusedIn(pages: PageList): HTMLElement | undefined {
  const active = (pages.getRootNode() as Document | ShadowRoot).activeElement;
  return active instanceof HTMLElement && active.matches(".mark, .doubt") ? active : undefined;
}

function reveal(element: HTMLElement): HTMLElement {
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "center" });
  return element;
}
