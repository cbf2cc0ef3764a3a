/** Text recognition of the files in the list: offered where pages are pictures, begun only at the person's word. */

import type { ReactiveControllerHost, TemplateResult } from "lit";
import { nothing } from "lit";
import type { DocumentClient } from "../client";
import type { LoadProgress } from "../client-options";
import { DocumentError } from "../errors";
import type { RecognisedPage } from "../protocol";
import { preferredLanguage } from "../recognition/offer";
import type { FileEntry } from "./file-entry";
import { isPictureFile, scanSummary } from "./recognised-pages";
import { recognitionPanel } from "./recognition-panel";
import type { Strings } from "./strings";

export interface RecognitionFlowHost extends ReactiveControllerHost {
  readonly client: DocumentClient;
  readonly strings: Strings;
  readonly renderRoot: HTMLElement | DocumentFragment;
  entryChanged(entry: FileEntry): void;
  /** A file was recognised, or it was cancelled: for those who hear the page. */
  say(text: string): void;
}

/** What is offered for a file. */
export interface Offer {
  /** A sentence on what the file is. */
  readonly why: string;
  readonly isOnePage: boolean;
  /** Not only pages, but pictures within a text or files within the file. */
  readonly hasPictures: boolean;
}

interface Begun {
  readonly language: string;
  readonly pages: RecognisedPage[];
}

type Running = { readonly progress: LoadProgress | undefined; readonly abort: AbortController };

export class RecognitionFlow {
  readonly #host: RecognitionFlowHost;
  readonly #running = new Map<FileEntry, Running>();
  readonly #failed = new Map<FileEntry, DocumentError>();
  /** Of protected files that are open and still to be recognised; nothing outside can reach them. */
  readonly #passwords = new Map<FileEntry, string>();
  /** What was read of a file before it was cancelled, or failed. */
  readonly #begun = new Map<FileEntry, Begun>();
  /** Languages that were loaded on this page. */
  readonly #loaded = new Set<string>();
  #language: string | undefined;

  constructor(host: RecognitionFlowHost) {
    this.#host = host;
  }

  /** A file was read with a password: keep it where recognition is offered, which draws the pages anew. */
  opened(entry: FileEntry, password: string): void {
    if (this.#offer(entry)) this.#passwords.set(entry, password);
  }

  /** Forget all but these files. */
  keep(entries: readonly FileEntry[]): void {
    for (const kept of [this.#passwords, this.#failed, this.#begun]) {
      for (const entry of kept.keys()) if (!entries.includes(entry)) kept.delete(entry);
    }
  }

  /** What stands in a file's row: an offer, how far it is, or nothing. */
  render(entry: FileEntry): TemplateResult | typeof nothing {
    const { client, strings } = this.#host;
    const running = this.#running.get(entry);
    const offer = this.#offer(entry);
    const { languages } = client.recognition;
    const language = this.#chosen(languages);
    if (language === undefined || (!running && !offer)) return nothing;
    const isLoaded = this.#loaded.has(language);
    return recognitionPanel(
      {
        entry,
        offer,
        pagesRead: this.#begunIn(entry, language).length,
        isRunning: running !== undefined,
        progress: running?.progress,
        failure: this.#failed.get(entry),
        languages,
        language,
        bytes: isLoaded ? undefined : client.recognition.transferBytes([language]),
      },
      strings,
      {
        choose: (code) => {
          this.#language = code;
          this.#host.requestUpdate();
        },
        start: () => void this.#start(entry, language),
        cancel: () => running?.abort.abort(),
      },
    );
  }

  #chosen(languages: readonly string[]): string | undefined {
    this.#language ??= preferredLanguage(languages, navigator.languages);
    return this.#language;
  }

  #offer({ state, file }: FileEntry): Offer | undefined {
    const { strings } = this.#host;
    if (state.is === "failed" && state.error.code === "unsupported_format" && isPictureFile(file)) {
      return { why: state.error.message, isOnePage: true, hasPictures: false };
    }
    if (state.is !== "done") return undefined;
    const { pictures, total, inside } = scanSummary(state.result);
    const count = pictures.length + inside;
    if (count === 0) return undefined;
    const pages = pictures.length > 0 ? [strings.scannedPages(pictures.length, total)] : [];
    const within = inside > 0 ? [strings.picturesInside(inside)] : [];
    return { why: [...pages, ...within].join(" "), isOnePage: count === 1, hasPictures: inside > 0 };
  }

  async #start(entry: FileEntry, language: string): Promise<void> {
    const { client, strings } = this.#host;
    const abort = new AbortController();
    // Taking the file out of the list ends this, too.
    entry.abort = abort;
    this.#failed.delete(entry);
    const show = (progress: LoadProgress | undefined) => {
      this.#running.set(entry, { progress, abort });
      this.#host.requestUpdate();
    };
    show(undefined);
    const readBefore = [...this.#begunIn(entry, language)];
    const pages = [...readBefore];
    this.#begun.set(entry, { language, pages });
    void this.#moveFocus(entry, ".recognition button");
    try {
      const result = await client.recognise(entry.file, {
        languages: [language],
        document: entry.result,
        password: this.#passwords.get(entry),
        signal: abort.signal,
        readBefore,
        onPage: (page) => pages.push(page),
        onProgress: (progress) => {
          if (progress.stage === "recognise") this.#loaded.add(language);
          show(progress);
        },
      });
      this.#settle(entry, abort);
      entry.state = { is: "done", result };
      if (!this.#offer(entry)) {
        this.#passwords.delete(entry);
        this.#begun.delete(entry);
      }
      this.#host.entryChanged(entry);
      this.#host.say(strings.recognitionDone(entry.name));
    } catch (error) {
      this.#settle(entry, abort);
      if (!(error instanceof DocumentError)) reportError(error);
      else if (error.code === "cancelled") this.#host.say(strings.recognitionCancelled(entry.name));
      else this.#failed.set(entry, error);
      this.#host.requestUpdate();
    }
    await this.#moveFocus(entry, `#row-${entry.id}`);
  }

  #begunIn(entry: FileEntry, language: string): readonly RecognisedPage[] {
    const begun = this.#begun.get(entry);
    return begun?.language === language ? begun.pages : [];
  }

  #settle(entry: FileEntry, abort: AbortController): void {
    this.#running.delete(entry);
    if (entry.abort === abort) entry.abort = undefined;
  }

  /** The button that was pressed goes away; the focus must not go with it, nor be taken from elsewhere. */
  async #moveFocus(entry: FileEntry, target: string): Promise<void> {
    const root = this.#host.renderRoot;
    const active = root instanceof ShadowRoot ? root.activeElement : null;
    const panel = active?.closest(".recognition");
    const wasHere = panel?.closest(".row")?.querySelector(`#row-${entry.id}`);
    await this.#host.updateComplete;
    const row = root.querySelector(`#row-${entry.id}`)?.closest(".row");
    if (wasHere) row?.querySelector<HTMLElement>(target)?.focus();
  }
}
