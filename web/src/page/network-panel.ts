/** Shows the log on the page: the figure, and the addresses behind it. */

import type { ResourceEntry } from "../protocol";
import type { NetworkLog } from "./network-log";

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
    const { program, other } = this.#log.summary();
    const isClean = other.length === 0;
    for (const figure of this.#figures) {
      write(figure, isClean ? "0" : "unknown");
      figure.toggleAttribute("data-alarm", !isClean);
    }
    write(this.#explanation, explain(program.length, other.length));
    this.#details.hidden = program.length + other.length === 0;
    this.#list.replaceChildren(
      ...other.map((entry) => line(entry, true)),
      ...program.map((entry) => line(entry, false)),
    );
  }
}

/** Only where it differs, so that a live region speaks up only then. */
function write(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

function explain(program: number, other: number): string {
  if (other > 0) {
    const where = other === 1 ? "an address that is not" : "addresses that are not";
    return `${requests(other)} since your first file went to ${where} this page’s own program files. See the list.`;
  }
  if (program > 0) {
    return `${requests(program)} since your first file, ${program === 1 ? "it was" : "all"} for this page’s own program files, whose addresses carry nothing.`;
  }
  return "No request was made since your first file.";
}

function requests(count: number): string {
  return count === 1 ? "1 request" : `${count} requests`;
}

function line(entry: ResourceEntry, isOther: boolean): HTMLElement {
  const item = document.createElement("li");
  const { pathname, origin, href } = new URL(entry.url);
  item.textContent = isOther || origin !== location.origin ? href : pathname;
  item.toggleAttribute("data-alarm", isOther);
  return item;
}

function part(root: ParentNode, name: string): HTMLElement {
  const found = root.querySelector<HTMLElement>(`#${name}`);
  if (!found) throw new Error(`the page has no #${name}`);
  return found;
}
