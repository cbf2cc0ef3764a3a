// Writes Pyodide's memory after start-up and imports: node make_snapshot.mjs JOB.json
//
// The job: { pyodide, info, stdlib, wheels, prepare, library, settle, out }. `library` takes the place of `stdlib`
// once all is imported. The dynamic libraries of the wheels (one archive) are loaded before Python starts, here and
// in the worker alike, so that they lie at the same addresses; others cannot be part of a snapshot, nor can files.
// `out` holds what differs from the memory that instantiating Pyodide lays out anyway (read by
// web/src/memory-snapshot.ts), little endian:
//   u32 length of the JSON, JSON { memory, config }, padding to 4, u32 number of runs,
//   per run u32 offset and u32 length, then the bytes of all runs.
import { readFileSync, writeFileSync } from "node:fs";
import { storedFiles } from "./stored_zip.mjs";
import { LIBRARY_PATH, optionsOf, prepared, readBytes, start } from "./worker_twin.mjs";

const job = JSON.parse(readFileSync(process.argv[2], "utf8"));

/** Equal bytes between two differences are kept along where they are fewer than this: a run costs 8 bytes. */
const LONGEST_GAP = 64;

/** Sizes of the free blocks that are looked for, in bytes. */
const LARGEST_FREE = 1 << 20;
const SMALLEST_FREE = 256;

/** Overwrite with zeros what is free but still full of what was there before: files that were read, for one. */
function clearFreeMemory(module) {
  const held = [];
  for (let size = LARGEST_FREE; size >= SMALLEST_FREE; size >>= 1) {
    for (;;) {
      const end = module._sbrk(0);
      const block = module._malloc(size);
      held.push(block);
      module.HEAPU8.fill(0, block, block + size);
      // Not from among what was free.
      if (module._sbrk(0) > end) break;
    }
  }
  for (const block of held.reverse()) module._free(block);
}

/** Overwrite the files of libraries, which `dlopen` read and keeps: they are loaded, and nobody reads them again. */
function clearLibraryFiles(memory) {
  for (const [name, bytes] of storedFiles(readBytes(job.wheels))) {
    if (!name.endsWith(".so")) continue;
    const at = Buffer.from(memory.buffer).indexOf(bytes);
    if (at >= 0) memory.fill(0, at, at + bytes.length);
  }
}

/** Memory with Python started and modules imported, and what Pyodide needs to tie it to JavaScript. */
async function started() {
  const python = await prepared(job);
  python.FS.writeFile(LIBRARY_PATH, readBytes(job.library));
  python.runPython(readFileSync(job.settle, "utf8"), { globals: python.toPy({}) });
  clearFreeMemory(python._module);
  clearLibraryFiles(python._module.HEAPU8);
  const snapshot = python.makeMemorySnapshot();
  const [, begin, length] = new Uint32Array(snapshot.buffer, 0, 4);
  const config = JSON.parse(new TextDecoder().decode(snapshot.subarray(48, 48 + length)));
  return { memory: snapshot.slice(begin), config };
}

/** Memory just after instantiation, and after Emscripten has set itself up, without Python. */
async function unstarted() {
  class Enough extends Error {}
  const found = {};
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = async (source, imports) => {
    const result = await instantiate(source, imports);
    const exported = result.instance?.exports.memory;
    if (exported) found.pristine = new Uint8Array(exported.buffer).slice();
    return result;
  };
  const onModule = (module) => {
    found.ready = module.HEAPU8.slice();
    throw new Enough();
  };
  try {
    await start(job.pyodide, { ...optionsOf(job), snapshot: new Uint8Array(0), onModule });
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  }
  WebAssembly.instantiate = instantiate;
  return found;
}

const { memory, config } = await started();
const { pristine, ready } = await unstarted();
/** What instantiating lays out; beyond it, where Python's memory has grown, all is zero. */
const laidOut = (at) => (at < pristine.length ? pristine[at] : 0);

const runs = [];
let last = -Infinity;
for (let at = 0; at < memory.length; at++) {
  // Whatever set-up touches is kept too: it may differ from one browser to the next.
  if (memory[at] === laidOut(at) && (ready[at] ?? 0) === laidOut(at)) continue;
  if (at - last > LONGEST_GAP) runs.push([at, 1]);
  else runs[runs.length - 1][1] = at - runs[runs.length - 1][0] + 1;
  last = at;
}

const json = Buffer.from(JSON.stringify({ memory: memory.length, config }));
writeFileSync(
  job.out,
  Buffer.concat([
    Buffer.from(Uint32Array.of(json.length).buffer),
    json,
    Buffer.alloc((4 - ((4 + json.length) % 4)) % 4),
    Buffer.from(Uint32Array.of(runs.length, ...runs.flat()).buffer),
    ...runs.map(([offset, length]) => memory.subarray(offset, offset + length)),
  ]),
);
