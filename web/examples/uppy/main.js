/** Uppy with its own XHRUpload; what that gets to see of a file is the payload that the person agreed to. */

import Uppy from "@uppy/core";
import XHRUpload from "@uppy/xhr-upload";
import { createClient } from "/docsieve.js";
import { docsieveForUppy } from "/docsieve-uppy.js";

const { endpoint, token } = document.documentElement.dataset;
const input = document.getElementById("documents");
const log = document.getElementById("log");

const uppy = new Uppy();
const docsieve = docsieveForUppy(uppy, { client: createClient() });
uppy.use(XHRUpload, {
  endpoint,
  // The payload is the body, as the intake wants it; its key makes a retry store nothing twice.
  formData: false,
  headers: (file) => ({
    ...docsieve.headersOf(file),
    // One that may send and nothing else: everybody who opens the page can read it.
    ...(token ? { Authorization: `Bearer ${token}` } : {}),
  }),
});

input.addEventListener("change", () => {
  for (const file of input.files) uppy.addFile({ data: file, name: file.name, type: file.type });
  input.value = "";
});
document.getElementById("send").addEventListener("click", async () => {
  try {
    const { successful = [], failed = [] } = (await uppy.upload()) ?? {};
    say(`${successful.length} sent, ${failed.length} failed`);
  } catch (error) {
    say(`Nothing was sent: ${error.message}`);
  }
});
uppy.on("info-visible", () => {
  for (const { message } of uppy.getState().info) say(message);
});
uppy.on("upload-success", (file, { body }) => say(`${file.name} is stored as ${body.id}`));

function say(words) {
  const line = document.createElement("li");
  line.textContent = words;
  log.append(line);
}
