// Starts Pyodide under Node the way web/src/pyodide-loader.ts starts it in a worker.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { storedFiles } from "./stored_zip.mjs";

export const SITE_PACKAGES = "/lib/python3.14/site-packages";

/** Where Pyodide puts the standard library. */
export const LIBRARY_PATH = "/lib/python314.zip";

/** As in web/src/pyodide-loader.ts. */
const FIRST_LIBRARY_ENTRY = 16384;

// The program's name as in a worker; under Node it is the script's path, which would enter Python's memory.
process.argv[1] = "./this.program";

export const readBytes = (path) => new Uint8Array(readFileSync(path));

/** Write a wheel's files where Python finds them. */
export function unpackWheel(FS, wheel) {
  for (const [name, bytes] of storedFiles(wheel)) {
    const path = `${SITE_PACKAGES}/${name}`;
    FS.mkdirTree(path.slice(0, path.lastIndexOf("/")));
    FS.writeFile(path, bytes, { canOwn: true });
  }
}

/**
 * Load the dynamic libraries of the core before Python starts: only then do they lie at the same addresses in
 * every worker, and may be part of a snapshot.
 */
export function preloadLibraries(packages) {
  return (module) => {
    module.addRunDependency("libraries");
    // Browsers with stack switching have an entry more than Node by now.
    module.wasmTable.grow(FIRST_LIBRARY_ENTRY - module.wasmTable.length);
    const load = async () => {
      for (const [name, bytes] of storedFiles(packages)) {
        if (!name.endsWith(".so")) continue;
        const path = `${SITE_PACKAGES}/${name}`;
        const flags = { loadAsync: true, nodelete: true };
        module.preloadedWasm[path] = await module.loadWebAssemblyModule(bytes, flags, path, {});
      }
      module.removeRunDependency("libraries");
    };
    load().catch((error) => {
      console.error(error);
      process.exit(1);
    });
  };
}

/**
 * Start from the files of a site.
 *
 * `snapshot` and `packages` (the wheels of the core in one archive) are bytes; other options go to `loadPyodide`.
 */
export async function start(folder, { snapshot, packages, onModule, ...options }) {
  const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`).href);
  const { default: createModule } = await import(pathToFileURL(`${folder}/pyodide.asm.mjs`).href);
  const createPyodideModule = async (settings) => {
    settings.preRun.push(preloadLibraries(packages));
    const module = await createModule(settings);
    onModule?.(module);
    if (snapshot) module.API.restoreSnapshot = () => restoreMemory(module, snapshot);
    return module;
  };
  return loadPyodide({
    indexURL: folder,
    packageBaseUrl: folder,
    createPyodideModule,
    ...(snapshot ? { _loadSnapshot: new Uint8Array(0) } : {}),
    ...options,
  });
}

/** How a job of make_snapshot.mjs wants Pyodide started. */
export const optionsOf = (job) => ({
  stdLibURL: job.stdlib,
  lockFileContents: { info: job.info, packages: {} },
  packages: readBytes(job.wheels),
});

/** Have clock and randomness give the same in every build: files' times and hash salts are part of the memory. */
function stopClock() {
  const at = Date.UTC(2026, 0, 1);
  Date.now = () => at;
  performance.now = () => 1000;
  crypto.getRandomValues = (array) => array.fill(1);
}

/** Python just before its memory is kept: modules imported, the whole standard library still in place. */
export async function prepared(job) {
  stopClock();
  const options = optionsOf(job);
  // The same memory every time: sets and dictionaries of strings are laid out by the hash seed.
  const python = await start(job.pyodide, { ...options, env: { PYTHONHASHSEED: "0" }, _makeSnapshot: true });
  unpackWheel(python.FS, options.packages);
  python.runPython(readFileSync(job.prepare, "utf8"), { globals: python.toPy({}) });
  return python;
}

/** As web/src/memory-snapshot.ts. */
function restoreMemory(module, snapshot) {
  const view = new DataView(snapshot.buffer, snapshot.byteOffset, snapshot.byteLength);
  const length = view.getUint32(0, true);
  const { memory: size, config } = JSON.parse(new TextDecoder().decode(snapshot.subarray(4, 4 + length)));
  if (size > module.HEAPU8.length) module.growMemory(size);
  const memory = module.HEAPU8;
  let table = Math.ceil((4 + length) / 4) * 4;
  const runs = view.getUint32(table, true);
  table += 4;
  let at = table + 8 * runs;
  for (let run = 0; run < runs; run++, table += 8) {
    const size = view.getUint32(table + 4, true);
    memory.set(snapshot.subarray(at, at + size), view.getUint32(table, true));
    at += size;
  }
  return config;
}
