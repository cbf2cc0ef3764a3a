// Writes Pyodide's memory after start-up and some imports: node make_snapshot.mjs PYODIDE_DIR STDLIB OUT MODULE...
// Only modules of the standard library: a snapshot cannot hold dynamic libraries, nor files.
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [pyodideDir, stdlib, out, prepare] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${pyodideDir}/pyodide.mjs`).href);
const python = await loadPyodide({
  indexURL: pyodideDir,
  stdLibURL: stdlib,
  lockFileContents: JSON.stringify({ info: JSON.parse(readFileSync(`${pyodideDir}/pyodide-lock.json`)).info, packages: {} }),
  packageBaseUrl: pyodideDir,
  // The same memory every time: sets and dictionaries of strings are laid out by the hash seed.
  env: { PYTHONHASHSEED: "0" },
  _makeSnapshot: true,
});
python.runPython(readFileSync(prepare, "utf8"), { globals: python.toPy({}) });
writeFileSync(out, python.makeMemorySnapshot());
