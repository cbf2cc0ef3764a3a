// Runs lxml's own test suite, as its sdist has it, in Pyodide:
//   node pyodide_bundle/recipes/lxml/own_tests_in_pyodide.mjs SDIST WHEEL [EXPECTED]
// Fails when other tests fail than EXPECTED lists (default: own_tests_full.txt or own_tests_shipped.txt).
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { bytesOf, pureWheels, startPyodide } from "../pyodide_node.mjs";

const [sdist, wheel, given] = process.argv.slice(2);
if (!wheel) {
  console.error("usage: own_tests_in_pyodide.mjs SDIST WHEEL [EXPECTED]; build.sh leaves the sdist in WORK/root/b/lxml/");
  process.exit(2);
}
const beside = (name) => fileURLToPath(new URL(name, import.meta.url));
const expected = given ?? beside(wheel.includes("+docsieve") ? "own_tests_shipped.txt" : "own_tests_full.txt");

// The tests look for their data and for doc/ relative to lxml's package in a source tree.
// Some of them are skipped where these two are missing.
const wanted = ["cssselect", "lxml_html_clean"].flatMap((name) => pureWheels(name, "--no-deps"));
const pyodide = await startPyodide([wheel, ...wanted], "/lxml/src");
pyodide.FS.writeFile("/sdist.tar.gz", bytesOf(sdist));
pyodide.FS.writeFile("/own_tests.py", readFileSync(beside("own_tests.py"), "utf8"));
pyodide.FS.writeFile("/expected.txt", readFileSync(expected, "utf8"));
const passed = pyodide.runPython(`
import sys
sys.path[:0] = ["/", "/lxml/src"]
import own_tests
own_tests.run("/sdist.tar.gz", "/lxml", "/expected.txt")
`);
process.exit(passed ? 0 : 1);
