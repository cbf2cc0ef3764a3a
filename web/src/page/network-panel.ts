/** Shows the log on the page: the figure, and the addresses behind it. */

import type { ResourceEntry } from "../protocol";
import type { AgreedTry, NetworkLog, NetworkSummary } from "./network-log";

export class NetworkPanel {
  readonly #log: NetworkLog;
  /** In the account itself, and at the top of the page where it is always in view. */
  readonly #figures: readonly HTMLElement[];
  readonly #explanation: HTMLElement;
  readonly #list: HTMLElement;
  readonly #details: HTMLElement;

  constructor(log: NetworkLog, root: ParentNode) {
    this.#log = log;
    this.#figures = [part(root, "bytes-sent"), part(root, "bytes-sent-badge")];
    this.#explanation = part(root, "network-explanation");
    this.#list = part(root, "network-list");
    this.#details = part(root, "network-details");
  }

  update(): void {
    const summary = this.#log.summary();
    const { program, other, tries, bytes } = summary;
    const isClean = other.length === 0;
    for (const figure of this.#figures) {
      write(figure, isClean ? bytes.toLocaleString("en") : "unknown");
      figure.toggleAttribute("data-alarm", !isClean);
      figure.toggleAttribute("data-agreed", isClean && bytes > 0);
    }
    write(this.#explanation, explain(summary));
    this.#details.hidden = program.length + other.length + tries.length === 0;
    this.#list.replaceChildren(
      ...other.map(({ url }) => line(url, true)),
      ...tries.map((each) => line(described(each), false)),
      ...program.map((entry) => line(addressOf(entry), false)),
    );
  }
}

/** Only where it differs, so that a live region speaks up only then. */
function write(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

function explain({ program, other, tries, bytes }: NetworkSummary): string {
  if (other.length > 0) {
    const where = other.length === 1 ? "an address that is not" : "addresses that are not";
    return `${requests(other.length)} since your first file went to ${where} this page’s own program files. See the list.`;
  }
  if (tries.length > 0) {
    const where = [...new Set(tries.map(({ endpoint }) => endpoint))].join(" and ");
    const how = tries.length === 1 ? "in 1 request" : `in ${tries.length} requests, retries included`;
    return `You agreed to send ${bytes.toLocaleString("en")} bytes of reviewed payload to ${where} (${how}). Nothing else was sent.`;
  }
  if (program.length > 0) {
    return `${requests(program.length)} since your first file, ${program.length === 1 ? "it was" : "all"} for this page’s own program files, whose addresses carry nothing.`;
  }
  return "No request was made since your first file.";
}

function requests(count: number): string {
  return count === 1 ? "1 request" : `${count} requests`;
}

function described({ endpoint, bytes }: AgreedTry): string {
  return `${endpoint} (${bytes.toLocaleString("en")} bytes, as you agreed)`;
}

function addressOf(entry: ResourceEntry): string {
  const { pathname, origin, href } = new URL(entry.url);
  return origin === location.origin ? pathname : href;
}

function line(text: string, isAlarm: boolean): HTMLElement {
  const item = document.createElement("li");
  item.textContent = text;
  item.toggleAttribute("data-alarm", isAlarm);
  return item;
}

function part(root: ParentNode, name: string): HTMLElement {
  const found = root.querySelector<HTMLElement>(`#${name}`);
  if (!found) throw new Error(`the page has no #${name}`);
  return found;
}
