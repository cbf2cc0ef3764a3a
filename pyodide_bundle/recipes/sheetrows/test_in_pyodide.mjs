// Runs the extension's own tests in Pyodide:
//   node pyodide_bundle/recipes/sheetrows/test_in_pyodide.mjs [WHEEL]
import { fileURLToPath } from "node:url";
import { ourWheel, pinnedWheel, pureWheels, runTests, startPyodide } from "../pyodide_node.mjs";

const repository = fileURLToPath(new URL("../../../", import.meta.url));
const wheel = ourWheel(process.argv[2], "docsieve_sheetrows-");
const lxml = ourWheel("", "lxml-");
const pyodide = await startPyodide([wheel, lxml, pinnedWheel("msgspec"), ...pureWheels("pytest")]);
pyodide.mountNodeFS("/repository", repository);
pyodide.runPython(`
import sys
sys.dont_write_bytecode = True
sys.path.insert(0, "/repository/parsers")

from docsieve.formats._sheets import native_rows

assert native_rows.native() is not None, "docsieve refuses this build: another layout"
`);
runTests(pyodide, "/repository/tests/parsers/formats/test_sheets_native_rows.py");
