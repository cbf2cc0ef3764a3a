// Starts Pyodide under Node the way web/src/pyodide-loader.ts starts it in a worker.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { storedFiles } from "./stored_zip.mjs";

export const SITE_PACKAGES = "/lib/python3.14/site-packages";

/** As in web/src/pyodide-loader.ts. */
const FIRST_LIBRARY_ENTRY = 16384;

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
export function preloadLibraries(wheels) {
  return (module) => {
    module.addRunDependency("libraries");
    // Browsers with stack switching have an entry more than Node by now.
    module.wasmTable.grow(FIRST_LIBRARY_ENTRY - module.wasmTable.length);
    const load = async () => {
      for (const wheel of wheels) {
        for (const [name, bytes] of storedFiles(wheel)) {
          if (!name.endsWith(".so")) continue;
          const path = `${SITE_PACKAGES}/${name}`;
          const flags = { loadAsync: true, nodelete: true };
          module.preloadedWasm[path] = await module.loadWebAssemblyModule(bytes, flags, path, {});
        }
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
 * `snapshot` and `wheels` (those of the core, in order) are bytes; the other options go to `loadPyodide`.
 */
export async function start(folder, { snapshot, wheels, onModule, ...options }) {
  const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`).href);
  const { default: createModule } = await import(pathToFileURL(`${folder}/pyodide.asm.mjs`).href);
  const createPyodideModule = async (settings) => {
    settings.preRun.push(preloadLibraries(wheels));
    const module = await createModule(settings);
    onModule?.(module);
    if (snapshot) module.API.restoreSnapshot = () => restoreMemory(module.HEAPU8, snapshot);
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

/** As web/src/memory-snapshot.ts. */
function restoreMemory(memory, snapshot) {
  const view = new DataView(snapshot.buffer, snapshot.byteOffset, snapshot.byteLength);
  const length = view.getUint32(0, true);
  const { config } = JSON.parse(new TextDecoder().decode(snapshot.subarray(4, 4 + length)));
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
