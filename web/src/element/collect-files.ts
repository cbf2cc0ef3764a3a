/** Files out of a drop or a paste, folders included. */

import { FileEntry } from "./file-entry";

/** Files that systems leave in folders; nobody means them. */
const SYSTEM_FILES = new Set([".DS_Store", "Thumbs.db", "desktop.ini", ".localized"]);

/** More files than this out of folders are most likely a mistake, such as a whole disk. */
const MOST_FILES = 10_000;

export interface Collected {
  files: FileEntry[];
  /** How many entries the browser would not read. */
  unread: number;
}

/** Must be called while the event is being dispatched: a DataTransfer is empty afterwards. */
export function collectFiles(transfer: DataTransfer): Promise<Collected> {
  const roots = [...transfer.items].filter((item) => item.kind === "file").map(toRoot);
  return walk(roots.filter((root) => root !== null));
}

/** Files of a picker, sorted by path; a folder's system files left out. */
export function fromPicker(list: FileList): FileEntry[] {
  const files = [...list].filter((file) => !SYSTEM_FILES.has(file.name)).map((file) => new FileEntry(file));
  return files.some((entry) => entry.file.webkitRelativePath) ? files.sort(byPath) : files;
}

function toRoot(item: DataTransferItem): FileSystemEntry | File | null {
  return item.webkitGetAsEntry?.() ?? item.getAsFile();
}

async function walk(roots: readonly (FileSystemEntry | File)[]): Promise<Collected> {
  const collected: Collected = { files: [], unread: 0 };
  for (const root of roots) {
    if (root instanceof File) {
      collected.files.push(new FileEntry(root));
      continue;
    }
    const found: FileEntry[] = [];
    await walkEntry(root, found, collected);
    collected.files.push(...found.sort(byPath));
  }
  return collected;
}

async function walkEntry(entry: FileSystemEntry, found: FileEntry[], collected: Collected): Promise<void> {
  if (collected.files.length + found.length >= MOST_FILES) {
    collected.unread += 1;
    return;
  }
  try {
    if (entry.isDirectory) {
      for (const child of await readDirectory(entry as FileSystemDirectoryEntry)) {
        await walkEntry(child, found, collected);
      }
    } else if (!SYSTEM_FILES.has(entry.name)) {
      const file = await new Promise<File>((resolve, reject) =>
        (entry as FileSystemFileEntry).file(resolve, reject),
      );
      found.push(new FileEntry(file, entry.fullPath.replace(/^\//, "")));
    }
  } catch {
    collected.unread += 1;
  }
}

/** `readEntries` gives at most a hundred at a time, and an empty list at the end. */
async function readDirectory(directory: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = directory.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (batch.length === 0) return all;
    all.push(...batch);
  }
}

function byPath(a: FileEntry, b: FileEntry): number {
  return a.path.localeCompare(b.path, undefined, { numeric: true });
}
