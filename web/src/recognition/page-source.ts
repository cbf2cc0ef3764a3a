/** Where the pictures of a document's pages come from: pdfium draws those of a PDF, a picture file is one. */

import { browserErrors, DocumentError } from "../errors";
import { inflated } from "../page-images";
import type { FrameInfo } from "../protocol";
import type { WorkerSession } from "../worker-session";
import type { PagePicture } from "./messages";
import { greyPicture } from "./picture-file";

/** A TIFF picture of more pixels does not fit into the engine's memory in every colour depth. */
const MOST_TIFF_PIXELS = 40_000_000;

export interface DrawnPage {
  readonly width: number;
  readonly height: number;
  readonly picture: PagePicture;
}

/** Draws pages by their numbers, from 1. */
export type PageSource = (page: number) => Promise<DrawnPage>;

export function pagesOfPdf(session: WorkerSession, file: Blob, password: string | undefined): PageSource {
  return async (page) => {
    const request = { type: "recognise_draw", page, ...(password ? { password } : {}) } as const;
    const { width, height, pixels } = await session.recognise(request, "recognise_draw", file);
    const { buffer } = await inflated(pixels, width * height);
    return { width, height, picture: { kind: "grey", width, height, pixels: buffer } };
  };
}

export function pagesOfPicture(file: Blob, mediaType: string, frames: readonly FrameInfo[]): PageSource {
  return async (page) => {
    const frame = frames[page - 1];
    if (!frame) throw browserErrors.versionMismatch();
    const { width, height, offset } = frame;
    if (mediaType !== "image/tiff" || typeof offset !== "number") {
      const picture = await greyPicture(file);
      return { width: picture.width, height: picture.height, picture };
    }
    if (width * height > MOST_TIFF_PIXELS) {
      throw new DocumentError(
        "limit_exceeded",
        `This picture has ${width.toLocaleString("en")} × ${height.toLocaleString("en")} pixels, too many for text recognition.`,
      );
    }
    return { width, height, picture: { kind: "tiff", file: await file.arrayBuffer(), offset } };
  };
}
