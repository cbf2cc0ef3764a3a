/** What the worker that recognises text does with messages, apart from where it runs. */

import type { FromRecogniser, GreyPicture, ToRecogniser } from "./messages";
import { readPicture } from "./prepare";
import { type CreateTesseract, PictureError, Tesseract } from "./tesseract";

export class RecogniserService {
  readonly #create: CreateTesseract;
  readonly #post: (message: FromRecogniser, transfer?: Transferable[]) => void;
  #engine: Promise<Tesseract> | undefined;

  constructor(create: CreateTesseract, post: (message: FromRecogniser, transfer?: Transferable[]) => void) {
    this.#create = create;
    this.#post = post;
  }

  /** Answer a message; never rejects. */
  async receive(message: ToRecogniser): Promise<void> {
    const id = message.type === "start" ? 0 : message.id;
    try {
      if (message.type === "start") {
        this.#engine = Tesseract.start(this.#create, message.engine, message.languages);
        await this.#engine;
        this.#post({ type: "ready" });
      } else if (message.type === "decode") {
        const png = (await this.#started()).decode(message.picture);
        this.#post({ type: "decoded", id, png }, [png]);
      } else await this.#read(message.id, message.picture);
    } catch (error) {
      const reason = error instanceof PictureError ? "picture" : "engine";
      this.#post({ type: "failed", id, reason });
    }
  }

  #started(): Promise<Tesseract> {
    if (!this.#engine) throw new Error("it was asked to read before it was started");
    return this.#engine;
  }

  async #read(id: number, picture: GreyPicture): Promise<void> {
    const engine = await this.#started();
    let told = 0;
    const onPercent = (percent: number) => {
      // Layout comes first, and all may begin again.
      if (percent <= told) return;
      told = percent;
      this.#post({ type: "progress", id, percent });
    };
    const paragraphs = readPicture(picture, (grey) => engine.read(grey, onPercent));
    this.#post({ type: "read", id, paragraphs, heapBytes: engine.heapBytes });
  }
}
