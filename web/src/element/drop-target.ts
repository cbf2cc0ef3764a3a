/** Files coming in by drag and paste, onto the element or anywhere on the page. */

import type { ReactiveController } from "lit";
import { type Collected, collectFiles } from "./collect-files";

export interface DropTargetHost extends HTMLElement {
  /** Take what is dropped or pasted anywhere on the page, not only onto the element. */
  readonly wholePage: boolean;
  /** Files are being dragged over the target; `types` are their media types. */
  dragEntered(types: ReadonlySet<string>): void;
  dragLeft(): void;
  received(collected: Promise<Collected>): void;
  pasted(text: string): void;
}

export class DropTarget implements ReactiveController {
  readonly #host: DropTargetHost;
  #isOver = false;
  #away: AbortController | undefined;

  constructor(host: DropTargetHost) {
    this.#host = host;
  }

  hostConnected(): void {
    this.#away = new AbortController();
    const { signal } = this.#away;
    for (const target of [this.#host, document]) {
      const isMine = () => (target === document) === this.#host.wholePage;
      const listen = <E extends Event>(type: string, act: (event: E) => void) =>
        target.addEventListener(type, (event) => isMine() && act(event as E), { signal });
      listen("dragover", this.#onDragOver);
      listen("dragleave", this.#onDragLeave);
      listen("drop", this.#onDrop);
      listen("paste", this.#onPaste);
    }
  }

  hostDisconnected(): void {
    this.#away?.abort();
    this.#leave();
  }

  readonly #onDragOver = (event: DragEvent): void => {
    const transfer = event.dataTransfer;
    if (!transfer?.types.includes("Files")) return;
    event.preventDefault();
    transfer.dropEffect = "copy";
    if (this.#isOver) return;
    this.#isOver = true;
    this.#host.dragEntered(new Set([...transfer.items].map((item) => item.type)));
  };

  readonly #onDragLeave = (event: DragEvent): void => {
    const to = event.relatedTarget;
    const area: Node = this.#host.wholePage ? document : this.#host;
    if (!(to instanceof Node && area.contains(to))) this.#leave();
  };

  readonly #onDrop = (event: DragEvent): void => {
    this.#leave();
    if (!event.dataTransfer?.types.includes("Files")) return;
    // Else the browser would open the file in place of the page.
    event.preventDefault();
    this.#host.received(collectFiles(event.dataTransfer));
  };

  readonly #onPaste = (event: ClipboardEvent): void => {
    const transfer = event.clipboardData;
    if (!transfer || isEditable(event)) return;
    if ([...transfer.items].some((item) => item.kind === "file")) {
      event.preventDefault();
      this.#host.received(collectFiles(transfer));
      return;
    }
    const text = transfer.getData("text/plain");
    if (text) this.#host.pasted(text);
  };

  #leave(): void {
    if (!this.#isOver) return;
    this.#isOver = false;
    this.#host.dragLeft();
  }
}

/** Pasting into a field is the field's. */
function isEditable(event: Event): boolean {
  const [target] = event.composedPath();
  return (
    target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"))
  );
}
