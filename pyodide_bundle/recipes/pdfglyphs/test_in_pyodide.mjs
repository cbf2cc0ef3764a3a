// Runs the extension's own tests in Pyodide, against pdfium's WebAssembly build:
//   node pyodide_bundle/recipes/pdfglyphs/test_in_pyodide.mjs [WHEEL]
import { fileURLToPath } from "node:url";
import { ourWheel, pinnedWheel, pureWheels, runTests, startPyodide } from "../pyodide_node.mjs";

const repository = fileURLToPath(new URL("../../../", import.meta.url));
const wheel = ourWheel(process.argv[2], "docsieve_pdfglyphs-");
const others = ["pypdfium2", "msgspec"].map(pinnedWheel);
const pyodide = await startPyodide([wheel, ...others, ...pureWheels("pytest")]);
pyodide.mountNodeFS("/repository", repository);
pyodide.runPython(`
import sys
sys.dont_write_bytecode = True
sys.path.insert(0, "/repository/parsers")

import _docsieve_pdfglyphs
from docsieve.formats._pdf import glyphs

assert glyphs.native() is not None, "docsieve refuses this build: another layout"
print("functions of pdfium called by address:", len(_docsieve_pdfglyphs.FUNCTIONS))
`);
runTests(pyodide, "/repository/tests/parsers/formats/test_pdf_glyphs.py");
