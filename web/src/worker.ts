/** The module worker: Python lives here. Everything it does with messages is in `worker-service.ts`. */

import createModule from "docsieve:pyodide-glue";
import { loadPyodide } from "docsieve:pyodide-loader";
import { AssetInbox } from "./asset-inbox";
import { type FromWorker, PROTOCOL_VERSION, type ToWorker } from "./protocol";
import { ResourceRecorder } from "./resource-entries";
import { boot } from "./runtime";
import { seal } from "./seal";
import { WorkerService } from "./worker-service";

// Kept where Python cannot name it; `seal` takes it from everyone else.
const postMessage = self.postMessage.bind(self);
const post = (message: FromWorker) => postMessage(message);

const recorder = new ResourceRecorder((resources) => service.reportState(resources));
const inbox = new AssetInbox((paths, id) => post({ type: "wanted", v: PROTOCOL_VERSION, id, paths }));
const service = new WorkerService(
  () => boot({ loadPyodide, createModule }, inbox, () => service.reportState([])),
  post,
  () => recorder.take(),
);

self.addEventListener("message", ({ data }: MessageEvent<ToWorker>) => {
  if (data.request.type === "supplied") inbox.receive(data.request, "asset" in data ? data.asset : undefined);
  else void service.receive(data as Parameters<typeof service.receive>[0]);
});

// Before anything of a document, or Python itself, is here.
seal();
