/** The module worker: Python lives here. Everything it does with messages is in `worker-service.ts`. */

import type { FromWorker, ToWorker } from "./protocol";
import { ResourceRecorder } from "./resource-entries";
import { boot } from "./runtime";
import { WorkerService } from "./worker-service";

const post = (message: FromWorker) => self.postMessage(message);

const recorder = new ResourceRecorder((resources) => service.reportState(resources));
const service = new WorkerService(
  (onProgress) => boot({ onProgress }),
  post,
  () => recorder.take(),
);

self.addEventListener("message", (event: MessageEvent<ToWorker>) => void service.receive(event.data));
