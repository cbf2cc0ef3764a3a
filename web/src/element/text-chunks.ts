/** Long texts cut into pieces that a browser can lay out one by one. */

/** Characters per piece, about: a few screens, so that one piece never takes long to lay out. */
export const CHUNK_CHARACTERS = 8_000;

/** Cut after line ends where there are any near, else (one endless line) at the size itself. */
export function* textChunks(text: string, size = CHUNK_CHARACTERS): Generator<string> {
  let start = 0;
  while (start < text.length) {
    const goal = start + size;
    if (goal >= text.length) {
      yield text.slice(start);
      return;
    }
    const newline = text.indexOf("\n", goal);
    let end = newline >= 0 && newline < goal + size ? newline + 1 : goal;
    // Never between the two halves of a surrogate pair.
    if (isHighSurrogate(text.charCodeAt(end - 1))) end += 1;
    yield text.slice(start, end);
    start = end;
  }
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

/**
 * Compact JSON text, indented by two spaces, in pieces.
 *
 * Works on the text alone and piece by piece: parsing and writing out a book's JSON at once would freeze the page.
 * Arrays of plain numbers (boxes) stay on one line.
 */
export function* prettyJsonChunks(json: string, size = CHUNK_CHARACTERS): Generator<string> {
  const token = /"(?:[^"\\]|\\.)*"|\[[-+.\deE,]*\]|\{\}|[[\]{},:]|[^[\]{},:"\s]+/gy;
  let depth = 0;
  let out = "";
  for (const [match] of json.matchAll(token)) {
    switch (match) {
      case "{":
      case "[":
        depth += 1;
        out += match + lineBreak(depth);
        break;
      case "}":
      case "]":
        depth -= 1;
        out += lineBreak(depth) + match;
        break;
      case ",":
        out += match + lineBreak(depth);
        break;
      case ":":
        out += ": ";
        break;
      default:
        out += match.startsWith("[") ? match.replaceAll(",", ", ") : match;
    }
    if (out.length >= size && match === ",") {
      yield out;
      out = "";
    }
  }
  if (out) yield out;
}

function lineBreak(depth: number): string {
  return `\n${"  ".repeat(depth)}`;
}
