/** What text recognition this site offers: its languages, and what they cost to load. Nothing is loaded here. */

import type { RecognitionDescription, RuntimeDescription } from "../runtime-description";

declare const __DOCSIEVE_RUNTIME__: RuntimeDescription;

/** The recognition of this build; undefined where it was built without. */
export const RECOGNITION: RecognitionDescription | undefined =
  typeof __DOCSIEVE_RUNTIME__ === "undefined" ? undefined : __DOCSIEVE_RUNTIME__.recognition;

/** Codes (ISO 639-2, "eng") of the languages that can be recognised. */
export function languagesOf(recognition: RecognitionDescription | undefined): string[] {
  return Object.keys(recognition?.languages ?? {});
}

/** Bytes to load for these languages with the engine, about, as a server sends them that compresses. */
export function transferBytes(
  recognition: RecognitionDescription | undefined,
  languages: readonly string[],
): number {
  if (!recognition) return 0;
  const files = languages.flatMap((language) => recognition.languages[language] ?? []);
  return [recognition.engine, ...files].reduce((sum, { transfer }) => sum + transfer, 0);
}

/** Bytes of all of it, as they are kept for use offline. */
export function keptBytes(recognition: RecognitionDescription | undefined): number {
  if (!recognition) return 0;
  return [recognition.engine, ...Object.values(recognition.languages)].reduce(
    (sum, { size }) => sum + size,
    0,
  );
}

/** The language to begin with: the browser's where the site has it, else English, else the first. */
export function preferredLanguage(
  available: readonly string[],
  spoken: readonly string[],
): string | undefined {
  const short = new Map(available.map((code) => [shortCode(code), code]));
  const found = spoken.map((tag) => short.get(shortCode(tag))).find((code) => code !== undefined);
  return found ?? (available.includes("eng") ? "eng" : available[0]);
}

/** "de" for "deu" and for "de-AT". */
function shortCode(tag: string): string {
  try {
    return new Intl.Locale(tag).language;
  } catch {
    return tag;
  }
}
