/** What the recognising worker sends is untrusted: a hostile picture may have taken it over. */

import type { FromRecogniser } from "./messages";

/** No page has more words. */
const MOST_WORDS = 200_000;
const LONGEST_WORD = 1000;

const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);

function isWord(value: unknown): boolean {
  if (!Array.isArray(value) || value.length !== 6) return false;
  const [text, ...numbers] = [...value].reverse() as unknown[];
  return typeof text === "string" && text.length <= LONGEST_WORD && numbers.every(isNumber);
}

function areParagraphs(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  let words = 0;
  for (const lines of value as unknown[]) {
    if (!Array.isArray(lines)) return false;
    for (const line of lines as unknown[]) {
      if (!Array.isArray(line) || !line.every(isWord)) return false;
      words += line.length;
      if (words > MOST_WORDS) return false;
    }
  }
  return true;
}

/** Whether a message is one of `FromRecogniser`. */
export function isFromRecogniser(value: unknown): value is FromRecogniser {
  if (typeof value !== "object" || value === null) return false;
  const { type, id, percent, paragraphs, heapBytes, png, reason } = value as Record<string, unknown>;
  switch (type) {
    case "ready":
      return true;
    case "progress":
      return isNumber(id) && isNumber(percent);
    case "read":
      return isNumber(id) && isNumber(heapBytes) && areParagraphs(paragraphs);
    case "decoded":
      return isNumber(id) && png instanceof ArrayBuffer;
    case "failed":
      return isNumber(id) && (reason === "picture" || reason === "engine");
    default:
      return false;
  }
}
