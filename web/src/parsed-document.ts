/** What `client.parse` resolves to. */

import type { Chunk, Document, Output, ParseWarning, Result } from "./protocol";

/** What is made where nothing else is asked for. */
export type DefaultOutput = Exclude<Output, "html" | "chunks">;

/** A document as read; outputs that were not asked for are undefined. */
export interface ParsedDocument<O extends Output = DefaultOutput> {
  /** Registered name of the format: "pdf", "docx", ... */
  readonly format: string;
  /** How many pages, sheets or slides were read. */
  readonly pages: number;
  /** What could not be read or was left out. */
  readonly warnings: readonly ParseWarning[];
  readonly text: "text" extends O ? string : undefined;
  readonly markdown: "markdown" extends O ? string : undefined;
  /** A whole HTML file without scripts, styles or pictures; safe to open, or to show in an `<iframe srcdoc sandbox>`. */
  readonly html: "html" extends O ? string : undefined;
  /** The document as JSON text, byte for byte what Python writes natively. */
  readonly json: "json" extends O ? string : undefined;
  /** The same as objects; parsed from `json` on first use, since that costs time on large documents. */
  readonly document: "json" extends O ? Document : undefined;
  /** Pieces of the text for retrieval, cut along the structure; parsed on first use. See `chunking`. */
  readonly chunks: "chunks" extends O ? readonly Chunk[] : undefined;
}

export function toParsedDocument(result: Result): ParsedDocument {
  const json = result.json ?? undefined;
  let document: Document | undefined;
  let chunks: readonly Chunk[] | undefined;
  return {
    format: result.format,
    pages: result.pages,
    warnings: result.warnings,
    text: (result.text ?? undefined) as string,
    markdown: (result.markdown ?? undefined) as string,
    html: (result.html ?? undefined) as undefined, // typed by what the caller asked for
    json: json as string,
    get document() {
      if (json !== undefined) document ??= JSON.parse(json) as Document;
      return document as Document;
    },
    get chunks() {
      if (typeof result.chunks === "string") chunks ??= JSON.parse(result.chunks) as readonly Chunk[];
      return chunks as undefined; // typed by what the caller asked for
    },
  };
}
