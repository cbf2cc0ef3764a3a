/** Pictures of the original pages beside their texts, drawn for the rows that are on the screen. */

import type { PageRow } from "./page-row";
import type { ReviewedDocument } from "./review-model";
import type { ReviewStrings } from "./strings";

export type DrawPage = (file: Blob, page: number, width: number) => Promise<ImageData>;

/** Wide enough to read small print on most screens. */
const WIDTH = 900;

/** Whether there is anything to draw of a document. */
export function canDraw({ format, file }: ReviewedDocument): boolean {
  return format === "pdf" && file !== undefined;
}

/** Put a picture into a row, unless it has one, or its page is of a file inside the file. */
export async function showPicture(
  row: PageRow,
  { file, pages }: ReviewedDocument,
  draw: DrawPage,
  strings: ReviewStrings,
): Promise<void> {
  const page = pages[row.index];
  const slot = row.imageSlot;
  if (!page || page.attachment || !file || slot.childElementCount > 0) return;
  const canvas = document.createElement("canvas");
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", strings.imageOf(strings.pageName(page)));
  slot.hidden = false;
  slot.replaceChildren(canvas);
  try {
    // Rows come and go with scrolling; the ones that are gone wait for no picture.
    await new Promise(requestAnimationFrame);
    if (!canvas.isConnected) return;
    const picture = await draw(file, page.number, WIDTH);
    canvas.width = picture.width;
    canvas.height = picture.height;
    canvas.getContext("2d")?.putImageData(picture, 0, 0);
  } catch {
    const note = document.createElement("p");
    note.className = "note";
    note.textContent = strings.imageFailed;
    slot.replaceChildren(note);
  }
}

export function removePicture(row: PageRow): void {
  row.imageSlot.hidden = true;
  row.imageSlot.replaceChildren();
}
