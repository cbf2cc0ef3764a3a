/** The state of a review in the page: what was found, what is decided. Knows no markup; changes go through the worker. */

import type {
  Change,
  Hidden,
  Kind,
  KindCount,
  Operator,
  PageView,
  Policy,
  ReviewAttachment,
  ReviewChanged,
  ReviewDelta,
  ReviewField,
  ReviewMatch,
  ReviewOpened,
  ReviewPage,
} from "../protocol";
import type { Review } from "../review";

/** A document of the review as the page names it. */
export interface ReviewedFile {
  /** Its key in the review. */
  readonly key: string;
  /** Shown to the person; not sent unless they say so. */
  readonly name: string;
  /** The file itself, where its pages can be drawn from it. It stays in the page. */
  readonly file?: Blob | undefined;
}

/** A change, or one that depends on what is decided by then; nothing where there is nothing to change. */
export type Asked = Change | (() => Change | undefined);

/** Equal values of one kind. */
export interface ValueGroup {
  readonly kind: Kind;
  readonly text: string;
  readonly matches: ReviewMatch[];
  redacted: number;
}

export class ReviewedDocument {
  readonly key: string;
  readonly name: string;
  readonly format: string;
  readonly file: Blob | undefined;
  readonly pages: ReviewPage[];
  readonly hidden: Readonly<Record<string, number>>;
  readonly matches = new Map<string, ReviewMatch>();
  counts: KindCount[];
  metadata: ReviewField[];
  attachments: ReviewAttachment[];
  hiddenIncluded: readonly Hidden[];
  payloadName: string | undefined;
  #groups: Map<Kind, ValueGroup[]> | undefined;
  #perPage: Map<number, number> | undefined;

  constructor({ key, name, file }: ReviewedFile, opened: ReviewOpened) {
    this.key = key;
    this.name = name;
    this.file = file;
    this.format = opened.format;
    this.pages = opened.pages.map((page) => ({ ...page }));
    this.hidden = opened.hidden;
    for (const match of opened.matches) this.matches.set(match.id, { ...match });
    this.counts = opened.counts;
    this.metadata = opened.metadata;
    this.attachments = opened.attachments;
    this.hiddenIncluded = opened.hidden_included ?? [];
    this.payloadName = opened.payload_name ?? undefined;
  }

  get redacted(): number {
    return this.counts.reduce((sum, { redacted }) => sum + redacted, 0);
  }

  get found(): number {
    return this.counts.reduce((sum, { found }) => sum + found, 0);
  }

  get leftOut(): number {
    return this.pages.reduce((sum, { excluded }) => sum + (excluded ? 1 : 0), 0);
  }

  /** Words that text recognition was unsure of. */
  get doubts(): number {
    return this.pages.reduce((sum, { doubts = 0 }) => sum + doubts, 0);
  }

  /** Matches by page, for those pages that have any. */
  get matchesOfPages(): ReadonlyMap<number, number> {
    if (!this.#perPage) {
      this.#perPage = new Map();
      for (const { page } of this.matches.values()) {
        if (typeof page === "number") this.#perPage.set(page, (this.#perPage.get(page) ?? 0) + 1);
      }
    }
    return this.#perPage;
  }

  /** The values of a kind, the most frequent first. */
  values(kind: Kind): readonly ValueGroup[] {
    this.#groups ??= grouped(this.matches.values());
    return this.#groups.get(kind) ?? [];
  }

  apply(delta: ReviewDelta): void {
    for (const id of delta.removed ?? []) this.matches.delete(id);
    for (const match of delta.added ?? []) this.matches.set(match.id, { ...match });
    this.#decide(delta.redacted, true);
    this.#decide(delta.kept, false);
    for (const index of delta.excluded ?? []) this.#setExcluded(index, true);
    for (const index of delta.included ?? []) this.#setExcluded(index, false);
    this.counts = delta.counts ?? this.counts;
    this.metadata = delta.metadata ?? this.metadata;
    this.attachments = delta.attachments ?? this.attachments;
    this.hiddenIncluded = delta.hidden_included ?? this.hiddenIncluded;
    this.payloadName = delta.payload_name ?? this.payloadName;
    this.#groups = undefined;
    this.#perPage = undefined;
  }

  #decide(ids: readonly string[] | undefined, redacted: boolean): void {
    for (const id of ids ?? []) {
      const match = this.matches.get(id);
      if (match) match.redacted = redacted;
    }
  }

  #setExcluded(index: number, excluded: boolean): void {
    const page = this.pages[index];
    if (page) page.excluded = excluded;
  }
}

function grouped(matches: Iterable<ReviewMatch>): Map<Kind, ValueGroup[]> {
  const byKind = new Map<Kind, Map<number, ValueGroup>>();
  for (const match of matches) {
    const { kind, group, text } = match;
    const ofKind = byKind.get(kind) ?? new Map<number, ValueGroup>();
    byKind.set(kind, ofKind);
    const value = ofKind.get(group) ?? { kind, text, matches: [], redacted: 0 };
    ofKind.set(group, value);
    value.matches.push(match);
    value.redacted += match.redacted === false ? 0 : 1;
  }
  const sorted = [...byKind].map(
    ([kind, ofKind]) =>
      [kind, [...ofKind.values()].sort((one, other) => other.matches.length - one.matches.length)] as const,
  );
  return new Map(sorted);
}

export class ReviewModel {
  readonly review: Review;
  documents: readonly ReviewedDocument[] = [];
  readonly #byKey = new Map<string, ReviewedDocument>();
  readonly #policy: Policy;
  /** Changes that stand, and those that were taken back: the operators follow from them. */
  #made: Change[] = [];
  #undone: Change[] = [];
  #tail: Promise<unknown> = Promise.resolve();

  constructor(review: Review, files: readonly ReviewedFile[], policy: Policy = {}) {
    this.review = review;
    this.#policy = policy;
    this.setFiles(files);
  }

  /** Have exactly these documents; what is decided about those that were here before stays. */
  setFiles(files: readonly ReviewedFile[]): void {
    this.documents = files.flatMap((file) => {
      const opened = this.review.documents.get(file.key);
      return this.#byKey.get(file.key) ?? (opened ? [new ReviewedDocument(file, opened)] : []);
    });
    this.#byKey.clear();
    for (const document of this.documents) this.#byKey.set(document.key, document);
  }

  get canUndo(): boolean {
    return this.review.canUndo;
  }

  get canRedo(): boolean {
    return this.review.canRedo;
  }

  document(key: string): ReviewedDocument | undefined {
    return this.#byKey.get(key);
  }

  /** What becomes of a kind. */
  operator(kind: Kind): Operator {
    let operator = this.#policy.operators?.[kind] ?? this.#policy.operator ?? "label";
    for (const change of this.#made) {
      if (change.type === "choose_operator" && (change.kind ?? kind) === kind) operator = change.operator;
    }
    return operator;
  }

  view(key: string, first: number, last: number): Promise<PageView[]> {
    return this.review.view(key, first, last);
  }

  /**
   * Make a change when those before it were answered, or a second quick press would decide upon a state that the first
   * is about to change. Resolves once the documents here say the same as the worker.
   */
  change(key: string, asked: Asked): Promise<ReviewChanged | undefined> {
    const turn = this.#tail.then(async () => {
      const change = typeof asked === "function" ? asked() : asked;
      if (!change) return undefined;
      const changed = await this.review.change(key, change);
      for (const delta of changed.documents) this.#byKey.get(delta.document)?.apply(delta);
      this.#remember(change, changed.documents.length > 0);
      return changed;
    });
    // What is refused is told to whoever asked; the next is none the worse for it.
    this.#tail = turn.catch(() => {});
    return turn;
  }

  #remember(change: Change, isChange: boolean): void {
    if (change.type === "undo" || change.type === "redo") {
      const [from, to] = change.type === "undo" ? [this.#made, this.#undone] : [this.#undone, this.#made];
      const last = from.pop();
      if (last) to.push(last);
    } else if (isChange) {
      this.#made.push(change);
      this.#undone = [];
    }
  }
}
