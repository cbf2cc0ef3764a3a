// Imports modules in Pyodide started from a built site: node import_modules.mjs SITE JOB.json
// Prints {module: reason} of those that fail, as the last line. The network is off: fetch refuses.
import { readFileSync } from "node:fs";
import { readBytes, start, unpackWheel } from "./worker_twin.mjs";

const [site, jobPath] = process.argv.slice(2);
const job = JSON.parse(readFileSync(jobPath, "utf8"));
globalThis.fetch = () => Promise.reject(new Error("The network is not to be used."));

const bytes = (path) => readBytes(`${site}/${path}`);
const python = await start(`${site}/${job.folder}`, {
  stdLibURL: `${site}/${job.stdlib}`,
  lockFileContents: { info: job.info, packages: {} },
  packages: bytes(job.packages),
  snapshot: bytes(job.snapshot),
});
for (const wheel of [job.packages, ...job.wheels]) unpackWheel(python.FS, bytes(wheel));

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
