// Pyodide under Node with wheels unpacked into it: what the checks of all recipes start from.
// Nothing but Node and npm is needed; what is pinned in pins.toml is taken from .cache/ or its registry.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

// Node would quote the failing line of Pyodide's minified code, which is a megabyte.
process.on("uncaughtException", (error) => {
  console.error(error.message);
  process.exit(1);
});

const bundle = fileURLToPath(new URL("../", import.meta.url));
const cache = join(bundle, "..", ".cache");
const pins = readFileSync(join(bundle, "pins.toml"), "utf8");

const pyodidePin = /^\[pyodide\]\s+version = "([^"]+)"/m.exec(pins)[1];
const abi = /^abi = "([^"]+)"/m.exec(pins)[1];
const python = /^python = "(\d+\.\d+)/m.exec(pins)[1];

function pyodideFolder() {
  const shared = join(cache, "npm", `pyodide-${pyodidePin}`);
  if (existsSync(join(shared, "pyodide.mjs"))) return shared;
  const own = join(cache, "recipes-pyodide");
  mkdirSync(own, { recursive: true });
  if (!existsSync(join(own, "package", "pyodide.mjs"))) {
    execFileSync("npm", ["pack", "--silent", `pyodide@${pyodidePin}`], { cwd: own });
    execFileSync("tar", ["xzf", `pyodide-${pyodidePin}.tgz`], { cwd: own });
  }
  return join(own, "package");
}

/** The path of a wheel of ours: the given one, else the committed one whose name starts so. */
export function ourWheel(given, start) {
  if (given) return given;
  const folder = join(bundle, "wheels");
  const found = readdirSync(folder).filter((name) => name.startsWith(start) && name.endsWith(".whl"));
  if (found.length !== 1) throw new Error(`${folder} holds ${found.length} wheels named ${start}*.`);
  return join(folder, found[0]);
}

/** The path of a wheel from PyPI, in the version that pins.toml names. */
export function pinnedWheel(name) {
  const [, version, file] = new RegExp(`^${name} = \\{ version = "([^"]+)", file = "([^"]+)"`, "m").exec(pins);
  const path = join(cache, "wheels", file);
  if (!existsSync(path)) {
    mkdirSync(join(cache, "wheels"), { recursive: true });
    const options = ["--quiet", "--no-deps", "--only-binary=:all:", "--platform", abi, "--python-version", python];
    execFileSync("python3", ["-m", "pip", "download", ...options, "-d", join(cache, "wheels"), `${name}==${version}`]);
  }
  return path;
}

/** The paths of a pure Python distribution's wheels and of all it needs, in the versions of the tools' lock if there. */
export function pureWheels(name, ...pipOptions) {
  const folder = join(cache, "recipes-pyodide", name);
  const wheels = () => readdirSync(folder).filter((file) => file.endsWith("-py3-none-any.whl"));
  mkdirSync(folder, { recursive: true });
  if (!wheels().length) {
    const lock = ["-c", join(bundle, "..", "requirements.lock")];
    const options = ["--quiet", "--only-binary=:all:", "-d", folder, ...lock];
    execFileSync("python3", ["-m", "pip", "download", ...options, ...pipOptions, name]);
  }
  return wheels().map((file) => join(folder, file));
}

/** Bytes as Pyodide wants them: it refuses Node's Buffer. */
export const bytesOf = (path) => new Uint8Array(readFileSync(path));

/** Pyodide with those wheels in site-packages (or in `folder`). */
export async function startPyodide(wheels, folder) {
  const indexURL = pyodideFolder();
  const { loadPyodide } = await import(pathToFileURL(join(indexURL, "pyodide.mjs")).href);
  const pyodide = await loadPyodide({ indexURL });
  const extractDir = folder ?? pyodide.runPython("import site; site.getsitepackages()[0]");
  for (const wheel of wheels) pyodide.unpackArchive(bytesOf(wheel), "zip", { extractDir });
  return pyodide;
}

/** Runs pytest on a file in Pyodide's file system and ends the process with the result. Skipped counts as failed. */
export function runTests(pyodide, path) {
  pyodide.globals.set("tests", path);
  const passed = pyodide.runPython(`
import pytest

outcomes = []


class Outcomes:
    def pytest_runtest_logreport(self, report):
        if report.when == "call" or report.outcome != "passed":
            outcomes.append(report.outcome)


options = ["--noconftest", "-c", "/dev/null", "--rootdir", "/", "-p", "no:cacheprovider", "-q", "-rfEs"]
code = pytest.main([*options, tests], plugins=[Outcomes()])
code == 0 and len(outcomes) > 0 and set(outcomes) == {"passed"}
`);
  process.exit(passed ? 0 : 1);
}
