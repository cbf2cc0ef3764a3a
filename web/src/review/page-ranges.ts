/** "3-7, 12" as people write pages. */

/** The numbers that a text names, in order; undefined where it is not written so, or names one beyond `last`. */
export function parsePageRanges(text: string, last: number): number[] | undefined {
  const found = new Set<number>();
  for (const part of text.split(/[,;]/)) {
    const match = /^\s*(\d{1,7})(?:\s*[-–—]\s*(\d{1,7}))?\s*$/.exec(part);
    if (!match) return undefined;
    const from = Number(match[1]);
    const to = Number(match[2] ?? match[1]);
    if (from < 1 || to < from || to > last) return undefined;
    for (let at = from; at <= to; at += 1) found.add(at);
  }
  return [...found].sort((one, other) => one - other);
}
