/** FilePond with a `process` of its own: it hands over a file, and Docsieve sends what the person agreed to. */

import * as FilePond from "filepond";
import "filepond/dist/filepond.min.css";
import { createClient } from "/docsieve.js";
import { reviewFiles, reviewInDialog, upload } from "/docsieve-upload.js";

const { endpoint, token } = document.documentElement.dataset;
const client = createClient();
const review = reviewInDialog({ receiver: "the upload of this page" });

/** Read, review, send: resolves to the receipt, or to undefined where the person refused. */
async function send(file, options) {
  const outcomes = await reviewFiles([{ key: "document", name: file.name, file }], {
    client,
    review,
    signal: options.signal,
  });
  const outcome = outcomes.get("document");
  if (outcome.is === "unreadable") throw outcome.error;
  return outcome.is === "reviewed" ? upload(outcome.payload, { endpoint, token, ...options }) : undefined;
}

FilePond.create(document.getElementById("documents"), {
  credits: false,
  labelFileProcessingError: ({ body }) => body,
  server: {
    process: (_field, file, _metadata, load, error, progress, abort) => {
      const stop = new AbortController();
      const onProgress = (sent, total) => progress(true, sent, total);
      send(file, { signal: stop.signal, onProgress }).then(
        (receipt) => {
          if (!receipt) return error("Will not be sent");
          say(`stored as ${receipt.answer.id}`);
          load(receipt.answer.id);
        },
        (reason) => error(reason.message),
      );
      return {
        abort: () => {
          stop.abort();
          abort();
        },
      };
    },
    // Neither taking a file back nor fetching one is the intake's business with a page.
    revert: null,
    restore: null,
    load: null,
    fetch: null,
  },
});

function say(words) {
  const line = document.createElement("li");
  line.textContent = words;
  document.getElementById("log").append(line);
}
