/** Where the pictures of a document's pages come from: pdfium draws those of a PDF, a picture file is one. */

import { browserErrors, DocumentError } from "../errors";
import { inflated } from "../page-images";
import type { FrameInfo, RecogniseDraw, TargetInfo } from "../protocol";
import type { WorkerSession } from "../worker-session";
import type { PagePicture } from "./messages";
import { greyPicture } from "./picture-file";

/** A TIFF picture of more pixels does not fit into the engine's memory in every colour depth. */
const MOST_TIFF_PIXELS = 40_000_000;

export interface DrawnPage {
  readonly picture: PagePicture;
}

/** Draws pages by their numbers, from 1. */
export type PageSource = (page: number) => Promise<DrawnPage>;

export function pagesOfPdf(session: WorkerSession, file: Blob, password: string | undefined): PageSource {
  return async (page) => {
    const request = { type: "recognise_draw", page, ...(password ? { password } : {}) } as const;
    return drawn(await session.recognise(request, "recognise_draw", file));
  };
}

/** Of the pictures and pages inside a file that the session has opened, by the numbers of its targets. */
export function picturesInside(session: WorkerSession, targets: readonly TargetInfo[]): PageSource {
  return async (number) => {
    const target = targets[number - 1];
    if (!target) throw browserErrors.versionMismatch();
    const request = { type: "recognise_take", target: number } as const;
    const { media_type: mediaType, width = 0, height = 0, ...place } = target;
    if (!mediaType) return drawn(await session.recognise(request, "recognise_draw"));
    const { data } = await session.recognise(request, "recognise_take");
    const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
    return decoded(new Blob([bytes]), mediaType, { width, height, ...place });
  };
}

async function drawn({ width, height, pixels }: RecogniseDraw): Promise<DrawnPage> {
  const { buffer } = await inflated(pixels, width * height);
  return { picture: { kind: "grey", width, height, pixels: buffer } };
}

export function pagesOfPicture(file: Blob, mediaType: string, frames: readonly FrameInfo[]): PageSource {
  return async (page) => {
    const frame = frames[page - 1];
    if (!frame) throw browserErrors.versionMismatch();
    return decoded(file, mediaType, frame);
  };
}

async function decoded(
  file: Blob,
  mediaType: string,
  { width, height, offset }: FrameInfo,
): Promise<DrawnPage> {
  if (mediaType !== "image/tiff" || typeof offset !== "number") {
    return { picture: await greyPicture(file) };
  }
  if (width * height > MOST_TIFF_PIXELS) {
    throw new DocumentError(
      "limit_exceeded",
      `This picture has ${width.toLocaleString("en")} × ${height.toLocaleString("en")} pixels, too many for text recognition.`,
    );
  }
  const buffer = await file.arrayBuffer();
  return { picture: { kind: "tiff", file: buffer, offset, width, height } };
}
