/** All that the review is made of, loaded when it is wanted first. */

import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { defineDocsieveReview } from "./docsieve-review";
import { defineUploadList } from "./upload-list";

export { Uploads } from "./uploads";

export function defineReview(): void {
  defineDocsieveReview();
  defineUploadList();
}

/** Hex SHA-256 of a file, piece by piece: it need not fit into memory. */
export async function sha256OfFile(file: Blob): Promise<string> {
  const hash = sha256.create();
  const reader = file.stream().getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) hash.update(read.value);
  return bytesToHex(hash.digest());
}
