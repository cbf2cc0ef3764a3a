/** The module worker that recognises text: Tesseract lives here, as sealed as Python does in the other one. */

import createTesseract from "docsieve:tesseract";
import type { ToRecogniser } from "./recognition/messages";
import { RecogniserService } from "./recognition/recogniser-service";
import { seal } from "./seal";

// Kept where nothing else can name it; `seal` takes it from everyone else.
const postMessage = self.postMessage.bind(self);
const service = new RecogniserService(createTesseract, (message, transfer = []) =>
  postMessage(message, { transfer }),
);

self.addEventListener("message", ({ data }: MessageEvent<ToRecogniser>) => void service.receive(data));

// Before anything of a document, or the engine itself, is here.
seal();
