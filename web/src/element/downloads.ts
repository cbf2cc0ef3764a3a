/** Results as files to keep: one at a time, or all in a ZIP made on this machine. */

import { strToU8, Zip, ZipDeflate, ZipPassThrough } from "fflate";
import type { DefaultOutput, ParsedDocument } from "../parsed-document";
import type { FileEntry } from "./file-entry";

const KINDS: Record<DefaultOutput, { extension: string; type: string }> = {
  text: { extension: ".txt", type: "text/plain" },
  markdown: { extension: ".md", type: "text/markdown" },
  json: { extension: ".json", type: "application/json" },
};

const OUTPUTS = Object.keys(KINDS) as DefaultOutput[];

/** Characters deflated at a time; the page gets its turn in between. */
const SLICE_CHARACTERS = 250_000;

export function outputOf(result: ParsedDocument, output: DefaultOutput): string {
  return result[output] ?? "";
}

/** Offer one output of one file. */
export function downloadOne(entry: FileEntry, result: ParsedDocument, output: DefaultOutput): void {
  const { extension, type } = KINDS[output];
  offer(
    new Blob([outputOf(result, output)], { type: `${type};charset=utf-8` }),
    stem(entry.name) + extension,
  );
}

/** Offer a ZIP of all outputs of all files that were read, with a list of notes and of what was not read. */
export async function downloadAll(entries: readonly FileEntry[]): Promise<void> {
  offer(await zipResults(entries), "docsieve.zip");
}

export async function zipResults(entries: readonly FileEntry[]): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const zip = new Zip((error, data) => {
    if (error) throw error;
    parts.push(data as Uint8Array<ArrayBuffer>);
  });
  const taken = new Set<string>(["notes.txt"]);
  for (const entry of entries) {
    const { result } = entry;
    if (!result) continue;
    const name = uniqueStem(safePath(entry.path), taken);
    for (const output of OUTPUTS)
      await addText(zip, name + KINDS[output].extension, outputOf(result, output));
  }
  const notes = notesOn(entries);
  if (notes) await addText(zip, "notes.txt", notes);
  zip.end();
  return new Blob(parts, { type: "application/zip" });
}

async function addText(zip: Zip, name: string, text: string): Promise<void> {
  if (text.length === 0) {
    const empty = new ZipPassThrough(name);
    zip.add(empty);
    empty.push(new Uint8Array(), true);
    return;
  }
  const member = new ZipDeflate(name, { level: 6 });
  zip.add(member);
  for (let start = 0; start < text.length; ) {
    let end = Math.min(start + SLICE_CHARACTERS, text.length);
    // A slice must not part a surrogate pair, or both halves would be encoded as replacement characters.
    if (end < text.length && (text.charCodeAt(end - 1) & 0xfc00) === 0xd800) end -= 1;
    member.push(strToU8(text.slice(start, end)), end === text.length);
    start = end;
    await new Promise((resolve) => setTimeout(resolve));
  }
}

function notesOn(entries: readonly FileEntry[]): string {
  return entries
    .flatMap((entry) => {
      if (entry.result) return entry.result.warnings.map((warning) => `${entry.path}: ${warning.message}`);
      if (entry.state.is === "failed") return [`${entry.path}: not read. ${entry.state.error.message}`];
      return [`${entry.path}: not read (${entry.state.is.replace("_", " ")}).`];
    })
    .map((line) => `${line}\n`)
    .join("");
}

function uniqueStem(path: string, taken: Set<string>): string {
  const wanted = stem(path);
  for (let attempt = 1; ; attempt += 1) {
    const name = attempt === 1 ? wanted : `${wanted} (${attempt})`;
    const key = name.toLowerCase();
    if (taken.has(key)) continue;
    taken.add(key);
    return name;
  }
}

/** No member of the ZIP may unpack outside its folder. */
function safePath(path: string): string {
  return path
    .split(/[\\/]/)
    .filter((part) => part !== "" && part !== "." && part !== "..")
    .join("/");
}

export function stem(name: string): string {
  return name.replace(/(?<=[^/])\.[^./]{1,8}$/, "") || "document";
}

export function offer(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // Revoking at once would race with the browser's own reading of it.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
