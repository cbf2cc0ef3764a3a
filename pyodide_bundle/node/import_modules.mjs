// Imports modules in Pyodide started from a built site: node import_modules.mjs SITE JOB.json
// Prints {module: reason} of those that fail, as the last line. The network is off: fetch refuses.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [site, jobPath] = process.argv.slice(2);
const job = JSON.parse(readFileSync(jobPath, "utf8"));
globalThis.fetch = () => Promise.reject(new Error("The network is not to be used."));

const bytes = (path) => new Uint8Array(readFileSync(`${site}/${path}`));
const { loadPyodide } = await import(pathToFileURL(`${site}/${job.folder}pyodide.mjs`).href);
const python = await loadPyodide({
  indexURL: `${site}/${job.folder}`,
  stdLibURL: `${site}/${job.stdlib}`,
  lockFileContents: JSON.stringify({ info: job.info, packages: {} }),
  packageBaseUrl: `${site}/`,
  ...(job.snapshot ? { _loadSnapshot: bytes(job.snapshot) } : {}),
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
