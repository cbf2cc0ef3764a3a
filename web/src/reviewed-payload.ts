/** What may be uploaded, as a type: only a review makes one, so that sending anything else does not compile. */

import type { ReviewPayload, Withheld } from "./generated/wire";

/** Known to this module alone: nobody else can call the constructor with it. */
const GATE: unique symbol = Symbol("made by a review");

/**
 * The payload of one document, as the person saw it: these bytes are shown, hashed and sent. It cannot be changed, and
 * the private field makes the type nominal: no object literal is one.
 */
export class ReviewedPayload {
  readonly #bytes: Uint8Array<ArrayBuffer>;
  /** The page's own name for the document. */
  readonly document: string;
  readonly mediaType: string;
  /** Hex SHA-256 of the bytes. */
  readonly sha256: string;
  /** What was left out, in numbers and names of kinds. */
  readonly withheld: Readonly<Withheld>;

  /** @internal */
  constructor(gate: typeof GATE, answer: ReviewPayload) {
    if (gate !== GATE) throw new TypeError("Only a review makes a ReviewedPayload: review.payload().");
    this.#bytes = new TextEncoder().encode(answer.payload);
    if (this.#bytes.byteLength !== answer.bytes) throw new TypeError("The payload is not what was reviewed.");
    this.document = answer.document;
    this.mediaType = answer.media_type;
    this.sha256 = answer.sha256;
    this.withheld = Object.freeze(answer.withheld);
    Object.freeze(this);
  }

  /** How many bytes are sent. */
  get size(): number {
    return this.#bytes.byteLength;
  }

  /** A copy of the bytes: changing it changes nothing here. */
  bytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice();
  }

  /** The bytes as text: JSON in UTF-8. */
  text(): string {
    return new TextDecoder().decode(this.#bytes);
  }

  toBlob(): Blob {
    return new Blob([this.#bytes], { type: this.mediaType });
  }
}

/** For the review only; not among the exports of docsieve.js. */
export function reviewedPayload(answer: ReviewPayload): ReviewedPayload {
  return new ReviewedPayload(GATE, answer);
}
