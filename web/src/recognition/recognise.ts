/** Text recognition of one file, from its pages that are pictures to the document that holds their words. */

import type { LoadProgress, ParseOptions } from "../client-options";
import { browserErrors, DocumentError } from "../errors";
import { callSafely } from "../parse-job";
import { type DefaultOutput, type ParsedDocument, toParsedDocument } from "../parsed-document";
import type { Document, Output, RecognisedPage } from "../protocol";
import type { RecognitionDescription } from "../runtime-description";
import type { RecognitionAsked, WorkerSession } from "../worker-session";
import { type PageSource, pagesOfPdf, pagesOfPicture, picturesInside } from "./page-source";
import { readPages } from "./read-pages";
import type { RecogniserWorker } from "./recogniser";
import { fetchRecogniser } from "./supply";

export interface RecogniseOptions<O extends Output = Output>
  extends Pick<
    ParseOptions<O>,
    "filename" | "password" | "hidden" | "outputs" | "chunking" | "limits" | "signal"
  > {
  /**
   * ISO 639-2 codes out of `client.recognition.languages`, the main one first; more make it slower. By default that
   * of the browser, else English.
   */
  languages?: readonly string[] | undefined;
  /** What `parse` gave for this file, with its output "json"; without it the file is read first. */
  document?: { readonly json: string | undefined } | undefined;
  /** Pages to recognise, from 1; by default those whose `text_quality.needs_ocr` is set. */
  pages?: readonly number[] | undefined;
  /** "packages": bytes of the engine and languages; "recognise": pages, those under way as fractions. */
  onProgress?: ((progress: LoadProgress) => void) | undefined;
  /** Called with each page or picture that was read: what `readBefore` takes. */
  onPage?: ((page: RecognisedPage) => void) | undefined;
  /** What `onPage` gave for this file before it was cancelled, in the same languages: it is not read again. */
  readBefore?: readonly RecognisedPage[] | undefined;
  /** Longest time in ms for one page, which is then left as it is. Default 2 minutes. */
  pageTimeout?: number | undefined;
}

/** What it needs of the client. */
export interface RecognitionHost {
  readonly siteUrl: string;
  readonly recognition: RecognitionDescription | undefined;
  newSession(): WorkerSession;
  spawnRecogniser(): RecogniserWorker;
  parse(file: Blob, options: ParseOptions<"json">): Promise<ParsedDocument<"json">>;
}

const DEFAULT_OUTPUTS: readonly DefaultOutput[] = ["text", "markdown", "json"];
const PAGE_TIMEOUT_MS = 2 * 60_000;

interface Opened {
  /** The document; undefined where the worker holds it, with all that is inside. */
  readonly json: string | undefined;
  /** Of what is to be recognised. */
  readonly numbers: readonly number[];
  readonly source: PageSource;
}

/**
 * Recognise the pages of a file that are pictures.
 *
 * @throws DocumentError also where it was cancelled.
 */
export async function recognise<O extends Output>(
  host: RecognitionHost,
  file: Blob,
  languages: readonly string[],
  options: RecogniseOptions<O>,
  signal: AbortSignal,
): Promise<ParsedDocument<O>> {
  throwIfAborted(signal);
  // Where one file cannot be had, others are still on their way: nobody waits for them any more.
  let isOver = false;
  const report = (progress: LoadProgress) => {
    if (!signal.aborted && !isOver) callSafely(options.onProgress, progress);
  };
  const session = host.newSession();
  const onAbort = () => session.end(reasonOf(signal));
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    const [opened, files] = await Promise.all([
      open(host, session, file, options, signal),
      fetchRecogniser(host.siteUrl, host.recognition, languages, (done, total) =>
        report({ stage: "packages", done, total }),
      ),
    ]);
    throwIfAborted(signal);
    const pages = await readPages(opened.numbers, opened.source, {
      files,
      spawn: () => host.spawnRecogniser(),
      pageTimeout: options.pageTimeout ?? PAGE_TIMEOUT_MS,
      onProgress: (done, total) => report({ stage: "recognise", done, total }),
      onPage: (page) => {
        if (!signal.aborted) callSafely(options.onPage, page);
      },
      readBefore: options.readBefore ?? [],
      signal,
    });
    return await add(session, opened.json, pages, options);
  } catch (error) {
    throw signal.aborted ? reasonOf(signal) : error;
  } finally {
    isOver = true;
    signal.removeEventListener("abort", onAbort);
    // It may hold a password, and it drew a file that nobody knows.
    session.end(browserErrors.disposed());
  }
}

/** Numbers of the pages that are pictures of text. */
export function pagesToRecognise(document: Document): number[] {
  return document.pages.filter((page) => page.text_quality?.needs_ocr).map((page) => page.number);
}

async function open(
  host: RecognitionHost,
  session: WorkerSession,
  file: Blob,
  options: RecogniseOptions,
  signal: AbortSignal,
): Promise<Opened> {
  const { password, limits, filename, document } = options;
  let json = document?.json;
  await session.ready;
  if (json === undefined) {
    try {
      json = (await host.parse(file, { password, limits, filename, signal, outputs: ["json"] })).json;
    } catch (error) {
      if (!(error instanceof DocumentError) || error.code !== "unsupported_format") throw error;
      return openPicture(session, file, options);
    }
  }
  const read = JSON.parse(json) as Document;
  if (read.format === "pdf" && !read.warnings?.some(({ code }) => code === "needs_ocr_inside")) {
    const numbers = options.pages ?? pagesToRecognise(read);
    return { json, numbers, source: pagesOfPdf(session, file, password) };
  }
  try {
    return await openPicture(session, file, options);
  } catch (error) {
    if (!(error instanceof DocumentError) || error.code !== "unsupported_format") throw error;
    return openInside(session, file, options);
  }
}

async function openPicture(session: WorkerSession, file: Blob, { pages }: RecogniseOptions): Promise<Opened> {
  const request = { type: "recognise_picture" } as const;
  const { document, media_type, frames } = await session.recognise(request, "recognise_picture", file);
  const numbers = pages ?? pagesToRecognise(JSON.parse(document) as Document);
  return { json: document, numbers, source: pagesOfPicture(file, media_type, frames) };
}

/** A document with pictures in it, or with scans attached to it. */
async function openInside(
  session: WorkerSession,
  file: Blob,
  { password, limits, filename, hidden }: RecogniseOptions,
): Promise<Opened> {
  const name = filename ?? (file instanceof File ? file.name : undefined);
  const request = {
    type: "recognise_open",
    ...(name ? { filename: name } : {}),
    ...(password ? { password } : {}),
    ...(limits ? { limits } : {}),
    ...(hidden ? { hidden } : {}),
  } as const;
  const { targets } = await session.recognise(request, "recognise_open", file);
  const numbers = targets.map((_, index) => index + 1);
  return { json: undefined, numbers, source: picturesInside(session, targets) };
}

async function add<O extends Output>(
  session: WorkerSession,
  json: string | undefined,
  pages: RecognisedPage[],
  { outputs, chunking, hidden }: RecogniseOptions<O>,
): Promise<ParsedDocument<O>> {
  const request = {
    type: "recognise_add" as const,
    pages,
    outputs: [...new Set<Output>(outputs ?? DEFAULT_OUTPUTS)],
    ...(chunking ? { chunking } : {}),
    ...(hidden ? { hidden } : {}),
  } satisfies RecognitionAsked;
  const data = json === undefined ? undefined : new Blob([json]);
  const result = await session.recognise(request, "result", data);
  return toParsedDocument(result) as Partial<ParsedDocument> as ParsedDocument<O>;
}

function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw reasonOf(signal);
}

function reasonOf(signal: AbortSignal): DocumentError {
  const reason = signal.reason as unknown;
  return reason instanceof DocumentError ? reason : browserErrors.cancelled();
}
