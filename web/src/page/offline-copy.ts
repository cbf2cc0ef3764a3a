/** The site kept for use without a network: put there, renewed and removed at the person's word, never otherwise. */

import { keptBytes, languagesOf, RECOGNITION } from "../recognition/offer";

/** What the service worker says of itself and of what is installed. */
interface Status {
  readonly type: "status";
  readonly own: string;
  readonly installed?: string;
  readonly bytes?: number;
}

type Answer =
  | Status
  | { readonly type: "progress"; readonly done: number; readonly total: number }
  | { readonly type: "failed"; readonly reason: string }
  | { readonly type: "removed" };

/** Where the service worker's script lies, beside the page. */
const SCRIPT = "service-worker.js";

export function offerOfflineCopy(root: ParentNode): void {
  const install = root.querySelector<HTMLButtonElement>("#offline-install");
  const remove = root.querySelector<HTMLButtonElement>("#offline-remove");
  const said = root.querySelector<HTMLElement>("#offline-said");
  const choice = root.querySelector<HTMLElement>("#offline-choice");
  if (!install || !remove || !said || !choice) return;
  new OfflineCopy(install, remove, said, choice).start();
}

class OfflineCopy {
  readonly #install: HTMLButtonElement;
  readonly #remove: HTMLButtonElement;
  readonly #said: HTMLElement;
  /** Holds the box that says whether text recognition is kept as well. */
  readonly #choice: HTMLElement;
  #registration: ServiceWorkerRegistration | undefined;

  constructor(install: HTMLButtonElement, remove: HTMLButtonElement, said: HTMLElement, choice: HTMLElement) {
    this.#install = install;
    this.#remove = remove;
    this.#said = said;
    this.#choice = choice;
  }

  start(): void {
    // Over plain http the browser has no service workers.
    if (!("serviceWorker" in navigator)) {
      this.#said.textContent = "Needs a secure connection (https).";
      return;
    }
    this.#install.hidden = false;
    this.#choice.hidden = languagesOf(RECOGNITION).length === 0;
    const size = this.#choice.querySelector("span");
    if (size) size.textContent = ` (${megabytes(keptBytes(RECOGNITION))} MB more)`;
    this.#install.addEventListener("click", () => void this.#onInstall());
    this.#remove.addEventListener("click", () => void this.#onRemove());
    void this.#lookUp();
  }

  /** What is there from an earlier visit; nothing is registered by looking. */
  async #lookUp(): Promise<void> {
    this.#registration = await navigator.serviceWorker.getRegistration("./");
    if (!this.#registration) return;
    this.#registration.addEventListener("updatefound", () => void this.#showStatus());
    await this.#showStatus();
  }

  async #showStatus(): Promise<void> {
    const worker = await this.#newest();
    if (worker) await ask(worker, "status", (answer) => this.#show(answer));
  }

  /** The newest version of the script that the browser has, also one that waits. */
  async #newest(): Promise<ServiceWorker | undefined> {
    const { installing, waiting, active } = this.#registration ?? {};
    const worker = installing ?? waiting ?? active ?? undefined;
    if (worker) await untilInstalled(worker);
    return worker;
  }

  async #onInstall(): Promise<void> {
    this.#install.disabled = true;
    this.#said.textContent = "Getting everything …";
    try {
      this.#registration ??= await navigator.serviceWorker.register(SCRIPT, { updateViaCache: "none" });
      const worker = await this.#newest();
      const isUpdate = this.#install.dataset.update !== undefined;
      const recognition = this.#choice.querySelector("input")?.checked ?? false;
      if (worker) await ask(worker, "install", (answer) => this.#show(answer), { recognition });
      // This page is still of the version before.
      if (isUpdate && this.#install.dataset.update === undefined) location.reload();
    } catch {
      this.#said.textContent = "That did not work. Check the connection and try again.";
    } finally {
      this.#install.disabled = false;
    }
  }

  async #onRemove(): Promise<void> {
    const worker = await this.#newest();
    if (worker) await ask(worker, "remove", () => {});
    await this.#registration?.unregister();
    this.#registration = undefined;
    delete this.#install.dataset.update;
    this.#install.hidden = false;
    this.#choice.hidden = languagesOf(RECOGNITION).length === 0;
    this.#install.textContent = "Make available offline";
    this.#remove.hidden = true;
    this.#said.textContent = "Removed from this device.";
  }

  #show(answer: Answer): void {
    if (answer.type === "progress") {
      this.#said.textContent = `${megabytes(answer.done)} of ${megabytes(answer.total)} MB`;
    } else if (answer.type === "failed") {
      this.#said.textContent = `That did not work: ${answer.reason || "the connection broke off."} Try again.`;
    } else if (answer.type === "status") this.#showInstalled(answer);
  }

  #showInstalled({ own, installed, bytes = 0 }: Status): void {
    if (!installed) return;
    const size = `${megabytes(bytes)} MB on this device`;
    const isCurrent = own === installed;
    this.#remove.hidden = false;
    this.#install.hidden = isCurrent;
    // What was kept before is kept on.
    this.#choice.hidden = true;
    this.#install.textContent = "Get the new version";
    if (isCurrent) delete this.#install.dataset.update;
    else this.#install.dataset.update = "";
    this.#said.textContent = isCurrent
      ? `Available offline: ${size}.`
      : `Available offline: ${size}. There is a new version; this one stays until you say so.`;
  }
}

/** Send a word with a port for the answers; resolves with the last of them. */
function ask(
  worker: ServiceWorker,
  type: string,
  onAnswer: (answer: Answer) => void,
  more: object = {},
): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<Answer>) => {
      onAnswer(data);
      if (data.type === "progress") return;
      port1.close();
      resolve();
    };
    worker.postMessage({ type, ...more }, [port2]);
  });
}

function untilInstalled(worker: ServiceWorker): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (worker.state === "installing") return;
      worker.removeEventListener("statechange", look);
      resolve();
    };
    worker.addEventListener("statechange", look);
    look();
  });
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 1 : 0);
}
