/** The page at `/`: one drop element, and the account of what the network did. */

import "../docsieve-element";
import { createClient } from "../client";
import type { DocsieveDrop } from "../element/docsieve-drop";
import { ResourceRecorder } from "../resource-entries";
import { NetworkLog } from "./network-log";
import { NetworkPanel } from "./network-panel";
import { offerOffline } from "./offline-button";
import { offerOfflineCopy } from "./offline-copy";
import { fetchSiteSettings, SETTINGS_FILE } from "./site-settings";

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

drop.addEventListener("docsieve-sending", (event) => {
  // An upload of an earlier visit may go on before there is a file on this one.
  log.startAt(Date.now());
  const { endpoint, bytes } = (event as CustomEvent<{ endpoint: string; bytes: number }>).detail;
  log.agree({ endpoint: endpoint.split("#", 1)[0] ?? endpoint, bytes });
  panel.update();
});

void readManifest();
void readSettings();
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
  log.setProgramFiles([...Object.keys(files), "manifest.json", SETTINGS_FILE]);
  panel.update();
}

/** With settings that cannot be used there is no sending, and a word on why; reading is not concerned. */
async function readSettings(): Promise<void> {
  try {
    const { endpoint, recipients, policy } = await fetchSiteSettings(new URL("./", location.href).href);
    drop.endpoint = endpoint;
    drop.recipients = recipients;
    drop.policy = policy;
    drop.reviews = true;
  } catch (error) {
    const notice = document.querySelector<HTMLElement>("#settings-notice");
    if (notice && error instanceof TypeError) {
      notice.textContent = error.message;
      notice.hidden = false;
    }
  }
}
