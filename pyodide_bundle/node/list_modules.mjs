// Prints the modules that a snapshot will hold, as JSON in the last line: node list_modules.mjs JOB.json
// The job is that of make_snapshot.mjs.
import { readFileSync } from "node:fs";
import { prepared } from "./worker_twin.mjs";

const python = await prepared(JSON.parse(readFileSync(process.argv[2], "utf8")));
console.log(
  python.runPython(`
import json, sys
json.dumps(sorted(sys.modules))
`),
);
