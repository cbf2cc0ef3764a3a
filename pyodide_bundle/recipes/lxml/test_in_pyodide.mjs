// Checks the shipped wheel in Pyodide: node pyodide_bundle/recipes/lxml/test_in_pyodide.mjs [WHEEL]
import { bytesOf, ourWheel, pureWheels, runTests, startPyodide } from "../pyodide_node.mjs";

const wheel = ourWheel(process.argv[2], "lxml-");
const others = ["python-docx", "typing-extensions"].flatMap((name) => pureWheels(name, "--no-deps"));
const pyodide = await startPyodide([wheel, ...others, ...pureWheels("pytest")]);
pyodide.FS.writeFile("/lxml.whl", bytesOf(wheel));
pyodide.FS.writeFile("/reading_checks.py", bytesOf(new URL("reading_checks.py", import.meta.url)));
runTests(pyodide, "/reading_checks.py");
