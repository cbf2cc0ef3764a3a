/** Loads what every format and a review need, so that the network can be unplugged before the first file. */

import type { DocumentClient } from "../client";
import { DocumentError } from "../errors";

export function offerOffline(client: DocumentClient): void {
  const button = document.querySelector<HTMLButtonElement>("#load-all");
  const said = document.querySelector<HTMLElement>("#load-all-said");
  if (!button || !said) return;
  button.addEventListener("click", async () => {
    button.disabled = true;
    said.textContent = "Loading …";
    try {
      await client.ready;
      await client.preload(
        client.formats.map((format) => format.name),
        { onDemand: true, review: true },
      );
      said.textContent = "Everything is here. Disconnect now, and drop a file.";
    } catch (error) {
      said.textContent = error instanceof DocumentError ? error.message : "Loading failed. Try again.";
    } finally {
      button.disabled = false;
    }
  });
}
