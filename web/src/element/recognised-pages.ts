/** What a result says of its pages that are, or were, pictures of text. */

import type { ParsedDocument } from "../parsed-document";

export interface ScanSummary {
  /** Pages in all. */
  readonly total: number;
  /** Numbers of those still to be recognised. */
  readonly pictures: readonly number[];
  /** How many were recognised, and how sure that was on average; undefined where no text was found. */
  readonly recognised: number;
  readonly confidence: number | undefined;
}

/** Codes of warnings that come with such pages: without them the document need not be looked through. */
const TELLING: ReadonlySet<string> = new Set(["needs_ocr", "recognised"]);
const NOTHING: ScanSummary = { total: 0, pictures: [], recognised: 0, confidence: undefined };
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
    recognised,
    confidence: sureness.length > 0 ? sum / sureness.length : undefined,
  };
}

/** Whether a file that no format reads is a picture that recognition may read. */
export function isPictureFile(file: File): boolean {
  return /^image\/(?!svg)/.test(file.type);
}
