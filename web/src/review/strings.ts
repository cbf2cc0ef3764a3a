/** Every word of the review; `element.strings = { review: {...} }` replaces any of them. */

import type { Hidden, Kind, Operator, PayloadContent, ReviewPage } from "../protocol";

const number = (value: number) => value.toLocaleString("en");
const plural = (count: number, one: string, many: string) => `${number(count)} ${count === 1 ? one : many}`;

const KINDS: Record<Kind, string> = {
  email: "E-mail addresses",
  phone: "Phone numbers",
  payment_card: "Payment cards",
  iban: "Bank accounts (IBAN)",
  tax_id: "Tax numbers",
  national_id: "Identity numbers",
  ip_address: "IP addresses",
  mac_address: "Device addresses (MAC)",
  url_secret: "Links with secrets",
  api_key: "Passwords and keys",
  private_key: "Private keys",
  date_of_birth: "Dates of birth",
  address: "Postal addresses",
  person: "Names of people",
  custom: "Your own words",
};

const OPERATORS: Record<Operator, string> = {
  label: "Label",
  mask: "■■■■",
  hash: "Hash",
  drop: "Nothing",
};

const HIDDEN: Record<Hidden, string> = {
  column: "in hidden columns",
  deleted: "deleted, kept as a tracked change",
  invisible: "invisible text",
  layer: "on layers that are off",
  off_page: "outside the page",
  row: "in hidden rows",
  same_colour: "in the colour of its background",
  sheet: "on hidden sheets",
  slide: "on hidden slides",
  tiny: "too small to read",
  vanish: "formatted as hidden",
};

const PAGE_KINDS: Record<NonNullable<ReviewPage["kind"]>, string> = {
  page: "Page",
  sheet: "Sheet",
  slide: "Slide",
  section: "Section",
};

const CONTENTS: Record<PayloadContent, string> = {
  text: "Text",
  markdown: "Markdown",
  chunks: "Chunks for search",
};

export const REVIEW_ENGLISH = {
  number,
  kind: (kind: Kind): string => KINDS[kind] ?? kind,
  operator: (operator: Operator): string => OPERATORS[operator],
  hiddenReason: (reason: Hidden): string => HIDDEN[reason] ?? reason,
  content: (content: PayloadContent): string => CONTENTS[content],
  pageName: ({ kind = "page", number: at, label }: ReviewPage): string =>
    label ? `${PAGE_KINDS[kind]} ${number(at)}: ${label}` : `${PAGE_KINDS[kind]} ${number(at)}`,
  title: "Review",
  back: "Back to the files",
  next: "See what will be sent",
  documents: "Documents",
  undo: "Undo",
  redo: "Redo",
  previousMatch: "Previous",
  nextMatch: "Next",
  redactEverywhere: "Redact selection everywhere",
  showImage: "Show original page",
  picture: "Original page",
  imageOf: (page: string) => `Picture of ${page}`,
  imageFailed: "This page cannot be drawn.",
  pages: "Pages",
  original: "In the file",
  payload: "What will be sent",
  leftOut: "Left out. Nothing of it is sent.",
  empty: "No text.",
  sendPage: "Send",
  sendPageOf: (page: string) => `Send ${page}`,
  found: "Found",
  foundOf: (redacted: number, found: number) => `${number(redacted)} of ${number(found)} redacted`,
  nothingFound: "Nothing was found that looks personal. Read it all the same: no search finds everything.",
  redactKind: (kind: string) => `Redact: ${kind}`,
  replaceBy: (kind: string) => `${kind}: replaced by`,
  values: "Values",
  valuesOf: (kind: string) => `Values: ${kind}`,
  moreValues: (count: number) => `Show ${number(count)} more`,
  goToValue: (count: number, value: string) => `${number(count)}×: go to ${value}`,
  add: "Redact more",
  addWhat: "Word, phrase or expression",
  phrase: "Phrase",
  expression: "Regular expression",
  wholeWords: "Whole words",
  redactIt: "Redact",
  notFound: "That is nowhere in these documents.",
  leaveOut: "Leave out pages",
  leaveOutHint: "As in 3-7, 12",
  leaveOutDo: "Leave out",
  badPages: (last: number) => `Write numbers from 1 to ${number(last)}, as in 3-7, 12.`,
  all: "All",
  none: "None",
  hiddenContent: "Hidden content",
  hiddenHint: "Not seen by readers of the file, so not sent unless you tick it.",
  passages: (count: number) => plural(count, "passage", "passages"),
  metadata: "Properties of the file",
  attachments: "Files inside the file",
  unreadable: "not read",
  matches: (count: number) => plural(count, "match", "matches"),
  summary: (redacted: number, kept: number, out: number) =>
    `${plural(redacted, "passage", "passages")} redacted, ${number(kept)} kept${
      out > 0 ? `, ${plural(out, "page", "pages")} left out` : ""
    }`,
  saidRedacted: (count: number) => `${plural(count, "passage", "passages")} redacted.`,
  saidKept: (count: number) => `${plural(count, "passage", "passages")} kept.`,
  saidPages: (count: number) => `${plural(count, "page", "pages")} changed.`,
  saidChanged: "Changed.",
  saidNothing: "Nothing to change.",
  noMoreMatches: "No more matches.",
  doubt: "may be misread",
  doubts: (count: number) => `${plural(count, "word", "words")} may be misread`,
  previousDoubt: "Previous",
  nextDoubt: "Next",
  noMoreDoubts: "No more words that may be misread.",
  keys: "Keys",
  keyList: [
    ["n, F8", "next match"],
    ["p, Shift+F8", "previous match"],
    ["Space, Enter", "redact or keep the match"],
    ["a", "redact or keep all of this value"],
    ["d / Shift+d", "next / previous word that text recognition may have misread"],
    ["r", "redact the selected text everywhere"],
    ["Ctrl+Z", "undo"],
    ["Ctrl+Shift+Z", "redo"],
  ] as readonly (readonly [string, string])[],
  failure: "That did not work because of a fault in this program.",

  sendTitle: "What will be sent",
  saveTitle: "What will be saved",
  backToReview: "Back to the review",
  contents: "Contents",
  includeName: "With the file’s name",
  includeHash: "With the SHA-256 of the file (it tells who has the same file that you have it)",
  making: "Writing the payload and checking it once more",
  size: (bytes: number) => plural(bytes, "byte", "bytes"),
  hash: (sha256: string) => `SHA-256 ${sha256}`,
  payloadOf: (name: string) => `Payload of ${name}`,
  exactly: "Byte for byte:",
  consent: (count: number, bytes: number, endpoint: string) =>
    count === 1
      ? `Send these ${plural(bytes, "byte", "bytes")} to ${endpoint}?`
      : `Send these ${number(count)} payloads, ${plural(bytes, "byte", "bytes")} in all, to ${endpoint}?`,
  consentSealed: "Sealed on this device first: only the holders of these keys can read it.",
  consentPlain: "Whoever runs that address can read it.",
  nothingElse: "Nothing else is sent: not the file, not what you took out.",
  send: "Send",
  dontSend: "Do not send",
  noEndpoint: "This site has no address to send to. Save the payload and pass it on yourself.",
  handOver: (count: number, bytes: number, receiver: string) =>
    `Hand ${count === 1 ? "this payload" : `these ${number(count)} payloads`} (${plural(bytes, "byte", "bytes")}) to ${receiver}?`,
  handOverDo: "Hand over",
  savePayload: "Save payload",
  savePayloads: "Save payloads",
  uploads: "Sending",
  resumed: "From an earlier visit; sending goes on.",
  waiting: "Waiting",
  sending: (sent: number, total: number) => `${number(sent)} of ${plural(total, "byte", "bytes")}`,
  sent: (when: string) => `Received ${when}`,
  duplicate: "was there already",
  cancel: "Cancel",
  retry: "Try again",
  forget: "Forget",
  receipt: "Save receipt",
  progressOf: (name: string) => `Progress of ${name}`,
  afterwards: "When an answer comes back",
  afterwardsHint:
    "Labels such as [EMAIL-1] can be turned back into what they stand for. What they stand for never leaves this device.",
  vault: "Save what the labels stand for",
  vaultWarning:
    "The file that is saved holds everything you redacted, readable by anyone who opens it. Keep it to yourself, and do not send it along.",
  restore: "Answer with labels",
  restoreDo: "Put the values back",
  restored: (count: number) =>
    `${plural(count, "label", "labels")} replaced. This text holds what you redacted.`,
  restoredText: "With the values",
  copy: "Copy",
  copied: "Copied",
};

export type ReviewStrings = typeof REVIEW_ENGLISH;
