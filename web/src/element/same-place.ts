/** Finds a place of one version of a text in another: what is read while pages arrive is replaced by the final text. */

/** Lengths in characters of what is looked for, from the place on: the longer, the surer. */
const SAMPLES = [120, 60, 30, 15];

/** Where `offset` of `before` stands in `after`; about there, where nothing around it is in both. */
export function samePlace(before: string, offset: number, after: string): number {
  const expected = before.length === 0 ? 0 : Math.round((offset / before.length) * after.length);
  for (const length of SAMPLES) {
    const following = before.slice(offset, offset + length);
    if (following.trim().length * 2 > length) {
      const at = nearest(after, following, expected);
      if (at !== undefined) return at;
    }
    const preceding = before.slice(Math.max(0, offset - length), offset);
    if (preceding.trim().length * 2 > length) {
      const at = nearest(after, preceding, expected - preceding.length);
      if (at !== undefined) return at + preceding.length;
    }
  }
  return Math.min(expected, after.length);
}

/** Where `sample` occurs closest to `expected`. */
function nearest(text: string, sample: string, expected: number): number | undefined {
  const next = text.indexOf(sample, Math.max(0, expected));
  const previous = text.lastIndexOf(sample, Math.max(0, expected));
  if (previous < 0) return next < 0 ? undefined : next;
  return next < 0 || expected - previous <= next - expected ? previous : next;
}
