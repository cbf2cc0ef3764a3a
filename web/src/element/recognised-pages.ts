/** What a result says of its pages that are, or were, pictures of text. */

import type { ParsedDocument } from "../parsed-document";
import type { Block, Document } from "../protocol";

export interface ScanSummary {
  /** Pages in all. */
  readonly total: number;
  /** Numbers of those still to be recognised. */
  readonly pictures: readonly number[];
  /** How many pictures in its text, and pictures and pages of files inside it, may show text. */
  readonly inside: number;
  /** How many were recognised, and how sure that was on average; undefined where no text was found. */
  readonly recognised: number;
  readonly confidence: number | undefined;
}

/** Codes of warnings that come with such pages: without them the document need not be looked through. */
const TELLING: ReadonlySet<string> = new Set(["needs_ocr", "needs_ocr_inside", "recognised"]);
const NOTHING: ScanSummary = { total: 0, pictures: [], inside: 0, recognised: 0, confidence: undefined };
const known = new WeakMap<ParsedDocument, ScanSummary>();

/** Look through a result, once. */
export function scanSummary(result: ParsedDocument): ScanSummary {
  if (!result.warnings.some(({ code }) => TELLING.has(code))) return NOTHING;
  let summary = known.get(result);
  if (!summary) {
    summary = summarise(result);
    known.set(result, summary);
  }
  return summary;
}

function summarise({ document }: ParsedDocument): ScanSummary {
  const pictures: number[] = [];
  const sureness: number[] = [];
  let recognised = 0;
  for (const { number, text_quality: quality } of document.pages) {
    if (quality?.needs_ocr) pictures.push(number);
    if (quality?.recognised) recognised += 1;
    if (typeof quality?.confidence === "number") sureness.push(quality.confidence);
  }
  const sum = sureness.reduce((total, one) => total + one, 0);
  return {
    total: document.pages.length,
    pictures,
    inside: countInside(document) - pictures.length,
    recognised,
    confidence: sureness.length > 0 ? sum / sureness.length : undefined,
  };
}

/** Everything in a document, and in the files inside it, that waits for recognition. */
function countInside({ pages, attachments = [] }: Document): number {
  let count = 0;
  for (const { blocks = [], text_quality: quality } of pages) {
    count += (quality?.needs_ocr ? 1 : 0) + countIn(blocks);
  }
  for (const { needs_ocr: isPicture, document } of attachments) {
    count += (isPicture ? 1 : 0) + (document ? countInside(document) : 0);
  }
  return count;
}

function countIn(blocks: readonly Block[]): number {
  let count = 0;
  for (const block of blocks) {
    if (block.type === "image") count += block.needs_ocr ? 1 : 0;
    else if (block.type === "group" || block.type === "note") count += countIn(block.blocks);
    else if (block.type === "table") {
      for (const { cells } of block.rows) {
        for (const cell of cells) if (cell.blocks) count += countIn(cell.blocks);
      }
    }
  }
  return count;
}

/** Whether a file that no format reads is a picture that recognition may read. */
export function isPictureFile(file: File): boolean {
  return /^image\/(?!svg)/.test(file.type);
}
