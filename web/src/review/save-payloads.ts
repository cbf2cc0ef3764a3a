/** Payloads as files to keep: one as it is, several in a ZIP made on this machine. */

import { type Zippable, zipSync } from "fflate";
import { offer, stem } from "../element/downloads";
import type { ReviewedPayload } from "../reviewed-payload";

export function savePayloads(payloads: readonly { name: string; payload: ReviewedPayload }[]): void {
  const [first] = payloads;
  if (!first) return;
  if (payloads.length === 1) {
    offer(first.payload.toBlob(), nameOf(first.name));
    return;
  }
  const files: Zippable = {};
  for (const { name, payload } of payloads) {
    let unique = nameOf(name);
    for (let attempt = 2; Object.hasOwn(files, unique); attempt += 1)
      unique = nameOf(`${stem(name)} (${attempt}).x`);
    files[unique] = payload.bytes();
  }
  offer(new Blob([zipSync(files)], { type: "application/zip" }), "payloads.zip");
}

/** No name of a file may lead out of the folder that it is unpacked into. */
function nameOf(name: string): string {
  return `${stem(name).replace(/[\\/:]/g, "_")}.payload.json`;
}
