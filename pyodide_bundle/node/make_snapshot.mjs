// Writes Pyodide's memory after start-up and some imports: node make_snapshot.mjs PYODIDE_DIR STDLIB PREPARE.py OUT
//
// Only modules of the standard library: a snapshot cannot hold dynamic libraries, nor files. OUT holds what differs
// from the memory that instantiating the WebAssembly module lays out anyway (see web/src/memory-snapshot.ts):
//   u32 length of the JSON, JSON { memory, config }, padding to 4, u32 number of runs,
//   per run u32 offset and u32 length, then the bytes of all runs.
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [pyodideDir, stdLibURL, prepare, out] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${pyodideDir}/pyodide.mjs`).href);
const { default: createModule } = await import(pathToFileURL(`${pyodideDir}/pyodide.asm.mjs`).href);

/** Equal bytes between two differences are kept along where they are fewer than this: a run costs 8 bytes. */
const LONGEST_GAP = 64;

const options = {
  indexURL: pyodideDir,
  stdLibURL,
  lockFileContents: { info: JSON.parse(readFileSync(`${pyodideDir}/pyodide-lock.json`, "utf8")).info, packages: {} },
  packageBaseUrl: pyodideDir,
};

/** Memory with Python started and modules imported, and what Pyodide needs to tie it to JavaScript. */
async function started() {
  const python = await loadPyodide({
    ...options,
    // The same memory every time: sets and dictionaries of strings are laid out by the hash seed.
    env: { PYTHONHASHSEED: "0" },
    _makeSnapshot: true,
  });
  python.runPython(readFileSync(prepare, "utf8"), { globals: python.toPy({}) });
  const snapshot = python.makeMemorySnapshot();
  const [, start, length] = new Uint32Array(snapshot.buffer, 0, 4);
  const config = JSON.parse(new TextDecoder().decode(snapshot.subarray(48, 48 + length)));
  return { memory: snapshot.slice(start), config };
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
  const createPyodideModule = async (settings) => {
    const module = await createModule(settings);
    found.ready = module.HEAPU8.slice();
    throw new Enough();
  };
  try {
    await loadPyodide({ ...options, _loadSnapshot: new Uint8Array(0), createPyodideModule });
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  }
  WebAssembly.instantiate = instantiate;
  return found;
}

const { memory, config } = await started();
const { pristine, ready } = await unstarted();
if (pristine?.length !== memory.length) throw new Error("The memory has grown: a worker could not take it over.");

const runs = [];
let last = -Infinity;
for (let at = 0; at < memory.length; at++) {
  // Whatever set-up touches is kept too: it may differ from one browser to the next.
  if (memory[at] === pristine[at] && ready[at] === pristine[at]) continue;
  if (at - last > LONGEST_GAP) runs.push([at, 1]);
  else runs[runs.length - 1][1] = at - runs[runs.length - 1][0] + 1;
  last = at;
}

const json = Buffer.from(JSON.stringify({ memory: memory.length, config }));
const padding = Buffer.alloc((4 - ((4 + json.length) % 4)) % 4);
writeFileSync(
  out,
  Buffer.concat([
    Buffer.from(Uint32Array.of(json.length).buffer),
    json,
    padding,
    Buffer.from(Uint32Array.of(runs.length, ...runs.flat()).buffer),
    ...runs.map(([offset, length]) => memory.subarray(offset, offset + length)),
  ]),
);
console.log(JSON.stringify({ memory: memory.length }));
