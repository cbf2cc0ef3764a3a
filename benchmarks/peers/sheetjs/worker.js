import { read, utils } from "xlsx";
import { serveWorker } from "#page/worker_call.js";

function parse(bytes) {
  const book = read(bytes, { dense: true });
  return book.SheetNames.map((name) => `${name}\n${utils.sheet_to_csv(book.Sheets[name], { FS: "\t" })}`).join("\n\n");
}

serveWorker(async () => {}, parse);
