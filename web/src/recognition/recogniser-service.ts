/** What the worker that recognises text does with messages, apart from where it runs. */

import type { FromRecogniser, ToRecogniser } from "./messages";
import { readUpright } from "./orientation";
import { type CreateTesseract, PictureError, Tesseract } from "./tesseract";

export class RecogniserService {
  readonly #create: CreateTesseract;
  readonly #post: (message: FromRecogniser) => void;
  #engine: Promise<Tesseract> | undefined;

  constructor(create: CreateTesseract, post: (message: FromRecogniser) => void) {
    this.#create = create;
    this.#post = post;
  }

  /** Answer a message; never rejects. */
  async receive(message: ToRecogniser): Promise<void> {
    const id = message.type === "read" ? message.id : 0;
    try {
      if (message.type === "start") {
        this.#engine = Tesseract.start(this.#create, message.engine, message.languages);
        await this.#engine;
        this.#post({ type: "ready" });
      } else await this.#read(message.id, message.picture);
    } catch (error) {
      const reason = error instanceof PictureError ? "picture" : "engine";
      this.#post({ type: "failed", id, reason });
    }
  }

  async #read(id: number, picture: Extract<ToRecogniser, { type: "read" }>["picture"]): Promise<void> {
    const engine = await this.#engine;
    if (!engine) throw new Error("it was asked to read before it was started");
    let told = 0;
    const onPercent = (percent: number) => {
      // Layout comes first, and all may begin again.
      if (percent <= told) return;
      told = percent;
      this.#post({ type: "progress", id, percent });
    };
    const paragraphs =
      picture.kind === "grey"
        ? readUpright(picture, (grey) => engine.read(grey, onPercent))
        : engine.read(picture, onPercent);
    this.#post({ type: "read", id, paragraphs, heapBytes: engine.heapBytes });
  }
}
