/** The page at `/`: one drop element, and the account of what the network did. */

import "../docsieve-element";
import { createClient } from "../client";
import type { DocsieveDrop } from "../element/docsieve-drop";
import { ResourceRecorder } from "../resource-entries";
import { NetworkLog } from "./network-log";
import { NetworkPanel } from "./network-panel";
import { offerOffline } from "./offline-button";
import { offerOfflineCopy } from "./offline-copy";

const drop = document.querySelector("docsieve-drop") as DocsieveDrop;
const log = new NetworkLog(new URL("./", location.href).href);
const panel = new NetworkPanel(log, document);

const recorder = new ResourceRecorder((entries) => {
  log.add(entries);
  panel.update();
});
log.add(recorder.take());

drop.client = createClient({
  onLoading: (progress) => drop.showLoading(progress),
  onRequests: (entries) => {
    log.add(entries);
    panel.update();
  },
});

drop.addEventListener("docsieve-files", () => {
  log.startAt(Date.now());
  panel.update();
});

void readManifest();
offerOffline(drop.client);
offerOfflineCopy(document);
// After the page has been drawn: starting Python keeps a core busy.
if ("requestIdleCallback" in window) requestIdleCallback(() => void drop.load(), { timeout: 500 });
else setTimeout(() => void drop.load(), 50);

/** Without the manifest every request counts as unknown: the careful way to be wrong. */
async function readManifest(): Promise<void> {
  const response = await fetch("manifest.json");
  if (!response.ok) return;
  const { files } = (await response.json()) as { files: Record<string, unknown> };
  log.setProgramFiles([...Object.keys(files), "manifest.json"]);
  panel.update();
}
