// Runs one Python file in Pyodide under Node: node run_python.mjs PYODIDE_DIR WORK_DIR PYTHON_FILE [NAME=VALUE...]
// WORK_DIR is /work inside. Exits with 1 where the Python code raises.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [pyodideDir, workDir, pythonFile, ...settings] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${pyodideDir}/pyodide.mjs`).href);
const env = Object.fromEntries(settings.map((setting) => setting.split("=", 2)));
const python = await loadPyodide({ indexURL: pyodideDir, env });
python.mountNodeFS("/work", workDir);
try {
  python.runPython(readFileSync(pythonFile, "utf8"), { filename: pythonFile });
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
