/** Fetches the engine and the languages' data: only ever called once a person has agreed to it. */

import { AssetStore, type Progress } from "../asset-store";
import { DocumentError } from "../errors";
import { LoadError } from "../load-error";
import type { RecognitionDescription } from "../runtime-description";
import type { LanguageData } from "./messages";

/** What a recognising worker is started from. */
export interface RecogniserFiles {
  readonly engine: WebAssembly.Module;
  readonly languages: readonly LanguageData[];
}

/**
 * Fetch the files that recognising these languages takes, each checked by its hash.
 *
 * @throws DocumentError where the site does not have a language, or a file of it cannot be had.
 */
export async function fetchRecogniser(
  siteUrl: string,
  recognition: RecognitionDescription | undefined,
  languages: readonly string[],
  onProgress: Progress,
): Promise<RecogniserFiles> {
  const missing = languages.find((language) => !recognition?.languages[language]);
  if (!recognition || languages.length === 0 || missing !== undefined) {
    const what = missing === undefined || !recognition ? "text recognition" : `the language "${missing}"`;
    throw new DocumentError("load_failed", `This site does not have ${what}.`);
  }
  const files = languages.flatMap((language) => recognition.languages[language] ?? []);
  const store = new AssetStore(siteUrl);
  // Where one fails, so does reading it below, and in its own words.
  store.fetchAll([recognition.engine, ...files], onProgress).catch(() => {});
  const [engine, ...data] = await Promise.all(
    [recognition.engine, ...files].map((file) => store.verified(file)),
  ).catch((cause: unknown) => {
    if (!(cause instanceof LoadError)) throw cause;
    throw notLoaded(cause.reason, cause);
  });
  try {
    const compiled = await WebAssembly.compile(engine as Uint8Array<ArrayBuffer>);
    return {
      engine: compiled,
      languages: languages.map((language, index) => ({
        language,
        data: (data[index] as Uint8Array<ArrayBuffer>).buffer,
      })),
    };
  } catch (cause) {
    throw notLoaded("this browser lacks WebAssembly SIMD.", cause);
  }
}

function notLoaded(reason: string, cause: unknown): DocumentError {
  return new DocumentError("load_failed", `Text recognition could not be loaded: ${reason}`, {
    retryable: true,
    cause,
  });
}
