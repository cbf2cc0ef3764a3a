// Imports modules in Pyodide started from a built site: node import_modules.mjs SITE JOB.json
// Prints {module: reason} of those that fail, as the last line. The network is off: fetch refuses.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [site, jobPath] = process.argv.slice(2);
const job = JSON.parse(readFileSync(jobPath, "utf8"));
globalThis.fetch = () => Promise.reject(new Error("The network is not to be used."));

/** Options that start from a snapshot, as web/src/pyodide-loader.ts does. */
function startFrom(snapshot) {
  const createPyodideModule = async (settings) => {
    const module = await createModule(settings);
    module.API.restoreSnapshot = () => restoreMemory(module.HEAPU8, snapshot);
    return module;
  };
  return { _loadSnapshot: new Uint8Array(0), createPyodideModule };
}

/** The twin of web/src/memory-snapshot.ts. */
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

const bytes = (path) => new Uint8Array(readFileSync(`${site}/${path}`));
const { loadPyodide } = await import(pathToFileURL(`${site}/${job.folder}pyodide.mjs`).href);
const { default: createModule } = await import(pathToFileURL(`${site}/${job.folder}pyodide.asm.mjs`).href);
const python = await loadPyodide({
  indexURL: `${site}/${job.folder}`,
  stdLibURL: `${site}/${job.stdlib}`,
  lockFileContents: JSON.stringify({ info: job.info, packages: {} }),
  packageBaseUrl: `${site}/`,
  ...(job.snapshot ? startFrom(bytes(job.snapshot)) : {}),
});
const sitePackages = python.runPython("import site; site.getsitepackages()[0]");
for (const wheel of job.wheels) python.unpackArchive(bytes(wheel), "zip", { extractDir: sitePackages });

python.globals.set("modules", python.toPy(job.modules));
const failed = python.runPython(`
import importlib, json
importlib.invalidate_caches()
failed = {}
for module in modules:
    try:
        importlib.import_module(module)
    except BaseException as error:
        failed[module] = f"{type(error).__name__}: {error}"
json.dumps(failed)
`);
console.log(failed);
