/** Puts Python's memory back as `pyodide_bundle/node/make_snapshot.mjs` found it: Python has started already. */

/** How Python's references to JavaScript objects are tied anew; Pyodide's own affair. */
export type SnapshotConfig = Readonly<Record<string, unknown>>;

/** What is used of Emscripten's memory: `HEAPU8` is another array after it has grown. */
export interface GrowableMemory {
  readonly HEAPU8: Uint8Array;
  growMemory(bytes: number): void;
}

interface Header {
  /** Size of the whole memory in bytes. */
  readonly memory: number;
  readonly config: SnapshotConfig;
}

/**
 * Lay the snapshot's runs over a memory that nothing has run in but Emscripten's own set-up.
 *
 * @throws Error where the snapshot belongs to another build.
 */
export function restoreMemory(module: GrowableMemory, snapshot: Uint8Array<ArrayBuffer>): SnapshotConfig {
  const view = new DataView(snapshot.buffer, snapshot.byteOffset, snapshot.byteLength);
  const length = view.getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(snapshot.subarray(4, 4 + length))) as Header;
  if (header.memory > module.HEAPU8.length) module.growMemory(header.memory);
  const memory = module.HEAPU8;
  if (header.memory !== memory.length) {
    throw new Error(`The snapshot is of ${header.memory} bytes, the memory of ${memory.length}.`);
  }
  let at = Math.ceil((4 + length) / 4) * 4;
  const runs = view.getUint32(at, true);
  let table = at + 4;
  at = table + 8 * runs;
  for (let run = 0; run < runs; run++, table += 8) {
    const size = view.getUint32(table + 4, true);
    memory.set(snapshot.subarray(at, at + size), view.getUint32(table, true));
    at += size;
  }
  if (at !== snapshot.length) throw new Error("The snapshot has more bytes than its runs.");
  return header.config;
}
