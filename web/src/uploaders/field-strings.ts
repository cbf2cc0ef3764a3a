/** The words of `<docsieve-field>`. */

export const FIELD_ENGLISH = {
  label: "Documents",
  choose: "Choose documents",
  hint: "They are read on this device. You see what is sent, and only that is sent.",
  waiting: "Waiting",
  reading: "Reading",
  reviewing: "In review",
  reviewed: (bytes: number) => `Reviewed: ${kilobytes(bytes)} of text will be sent`,
  refused: "Will not be sent",
  failed: "The review could not be finished. Nothing of this document will be sent.",
  password: "Password",
  wrongPassword: "That password does not open it. Password",
  open: "Open",
  reviewAgain: "Review again",
  remove: "Remove",
  of: (action: string, name: string) => `${action}: ${name}`,
  receiver: (host: string) => `this form, which goes to ${host}`,
  missing: "Choose a document.",
  notReviewed: "The documents must be reviewed first.",
  notReadable: "A document could not be read. Remove it to go on.",
};

export type FieldStrings = typeof FIELD_ENGLISH;

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toLocaleString("en", { maximumFractionDigits: bytes < 10_000 ? 1 : 0 })} kB`;
}
