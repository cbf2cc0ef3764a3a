/** Words of text recognition; a part of the element's, see `strings.ts`. */

const count = (value: number) => value.toLocaleString("en");

export const RECOGNITION_ENGLISH = {
  recognition: "Text recognition",
  scannedPages: (pages: number, total: number) =>
    total === 1
      ? "This page may be a picture of text."
      : `${count(pages)} of ${count(total)} pages may be ${pages === 1 ? "a picture" : "pictures"} of text.`,
  picturesInside: (number: number) =>
    number === 1
      ? "A picture or page inside this file may show text."
      : `${count(number)} pictures or pages inside this file may show text.`,
  recogniseOne: "Read it with text recognition",
  recogniseAll: "Read them with text recognition",
  /** After it was stopped. */
  recogniseRest: (read: number) => `Go on with text recognition (${count(read)} read)`,
  textLanguage: "Language of the text",
  languageName: (code: string): string => {
    try {
      return new Intl.DisplayNames("en", { type: "language" }).of(code) ?? code;
    } catch {
      return code;
    }
  },
  /** Megabytes; undefined where they were loaded before. */
  recognitionLoads: (megabytes: string | undefined) =>
    megabytes === undefined
      ? "Runs on this device. Nothing is uploaded."
      : `Loads about ${megabytes} MB from this site, then runs on this device. Nothing is uploaded.`,
  loadingRecognition: "Loading text recognition",
  recognising: (page: number, total: number) =>
    total === 1 ? "Recognising text" : `Recognising page ${count(page)} of ${count(total)}`,
  recognisingPicture: (picture: number, total: number) =>
    total === 1 ? "Recognising text" : `Recognising picture ${count(picture)} of ${count(total)}`,
  recognisedNote: (pages: number, confidence: number | undefined) => {
    const sure = confidence === undefined ? "" : `, ${Math.round(confidence * 100)} % sure on average`;
    const what = pages === 1 ? "One page was" : `${count(pages)} pages were`;
    return `${what} read by text recognition${sure}. It makes mistakes: compare what matters with the original.`;
  },
  recognisedShort: "text recognised",
  recognitionDone: (name: string) => `Text recognition of ${name} is done.`,
  recognitionCancelled: (name: string) => `Text recognition of ${name} was cancelled.`,
};
