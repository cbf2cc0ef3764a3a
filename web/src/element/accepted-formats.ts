/** What the formats mean for the file picker, the words on the page, and a drag in flight. */

import type { FormatInfo } from "../protocol";

/** For `<input accept>`: extensions and media types, since systems know one or the other. */
export function acceptOf(formats: readonly FormatInfo[]): string {
  return [...new Set(formats.flatMap((format) => [...format.extensions, ...format.media_types]))].join(",");
}

/** Pictures of text, for the file picker, where there is text recognition. */
export const PICTURES = "image/png,image/jpeg,image/tiff,image/webp,.png,.jpg,.jpeg,.tif,.tiff,.webp";

export function titlesOf(formats: readonly FormatInfo[]): string {
  return formats.map((format) => format.title).join(", ");
}

/** Names of the formats with one of these media types; of files being dragged the browser tells no more. */
export function formatsOfTypes(types: ReadonlySet<string>, formats: readonly FormatInfo[]): string[] {
  return formats
    .filter((format) => format.media_types.some((type) => types.has(type)))
    .map(({ name }) => name);
}
