// Writes Pyodide's memory after start-up and imports: node make_snapshot.mjs JOB.json
//
// The job: { pyodide, info, stdlib, wheels, prepare, out }. The dynamic libraries of the wheels are loaded before
// Python starts, here and in the worker alike, so that they lie at the same addresses; others cannot be part of a
// snapshot, nor can files. `out` holds what differs from the memory that instantiating Pyodide lays out anyway
// (read by web/src/memory-snapshot.ts), little endian:
//   u32 length of the JSON, JSON { memory, config }, padding to 4, u32 number of runs,
//   per run u32 offset and u32 length, then the bytes of all runs.
import { readFileSync, writeFileSync } from "node:fs";
import { readBytes, start, unpackWheel } from "./worker_twin.mjs";

const job = JSON.parse(readFileSync(process.argv[2], "utf8"));
const options = {
  stdLibURL: job.stdlib,
  lockFileContents: { info: job.info, packages: {} },
  wheels: job.wheels.map(readBytes),
};

/** Equal bytes between two differences are kept along where they are fewer than this: a run costs 8 bytes. */
const LONGEST_GAP = 64;

/** Memory with Python started and modules imported, and what Pyodide needs to tie it to JavaScript. */
async function started() {
  // The same memory every time: sets and dictionaries of strings are laid out by the hash seed.
  const python = await start(job.pyodide, { ...options, env: { PYTHONHASHSEED: "0" }, _makeSnapshot: true });
  for (const wheel of options.wheels) unpackWheel(python.FS, wheel);
  python.runPython(readFileSync(job.prepare, "utf8"), { globals: python.toPy({}) });
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
    await start(job.pyodide, { ...options, snapshot: new Uint8Array(0), onModule });
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
