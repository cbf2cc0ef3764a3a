// Checks the shipped wheel in Pyodide: node pyodide_bundle/recipes/pycryptodome/test_in_pyodide.mjs [WHEEL]
import { bytesOf, ourWheel, pureWheels, runTests, startPyodide } from "../pyodide_node.mjs";

const wheel = ourWheel(process.argv[2], "pycryptodome-");
const pyodide = await startPyodide([wheel, ...pureWheels("pytest")]);
pyodide.FS.writeFile("/decrypting_checks.py", bytesOf(new URL("decrypting_checks.py", import.meta.url)));
runTests(pyodide, "/decrypting_checks.py");
