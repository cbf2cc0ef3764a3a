/** From match to match, over pages that do not exist yet. */

import type { PageList } from "./page-list";
import type { ReviewedDocument } from "./review-model";

/** Go to the next match in the order of the text, or the one before; false where there is none. */
export async function stepToMatch(
  pages: PageList,
  document: ReviewedDocument,
  direction: 1 | -1,
): Promise<boolean> {
  const focused = pages.rows.find((row) => row.focusedMatch());
  let index = focused?.index ?? pages.current;
  if (focused) {
    const marks = heads(focused.marks);
    const at = marks.findIndex(({ dataset }) => dataset.match === focused.focusedMatch());
    const next = marks[at + direction];
    if (next) {
      reveal(next);
      return true;
    }
    index += direction;
  }
  for (; index >= 0 && index < document.pages.length; index += direction) {
    if (!document.matchesOfPages.has(index)) continue;
    const marks = heads((await pages.goTo(index))?.marks ?? []);
    const next = direction === 1 ? marks[0] : marks.at(-1);
    if (next) {
      reveal(next);
      return true;
    }
  }
  return false;
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

/** The first element of each match: one that is split over cells has several. */
function heads(marks: readonly HTMLElement[]): HTMLElement[] {
  const seen = new Set<string>();
  return marks.filter(({ dataset: { match = "" } }) => !seen.has(match) && seen.add(match));
}

function reveal(mark: HTMLElement): void {
  mark.focus({ preventScroll: true });
  mark.scrollIntoView({ block: "center" });
}
