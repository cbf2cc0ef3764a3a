/** What of Uppy is used: structural, so that pages bring the version of @uppy/core that they have (4 or 5). */

/** A file in Uppy's state, as far as it is looked at. */
export interface UppyFileLike {
  readonly id: string;
  readonly name?: string;
  readonly data?: unknown;
  readonly isRemote?: boolean;
  readonly isGhost?: boolean;
  readonly preview?: string;
  readonly progress?: object;
}

export type UppyPreProcessor = (fileIDs: string[], uploadID: string) => Promise<void>;

export interface UppyLike {
  addPreProcessor(processor: UppyPreProcessor): void;
  removePreProcessor(processor: UppyPreProcessor): unknown;
  getFile(id: string): object | undefined;
  getState(): { meta: object };
  // biome-ignore lint/suspicious/noExplicitAny: each version of Uppy has a type of its own here
  setFileState(id: string, state: any): void;
  removeFile(id: string): void;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  info(message: any, type?: any, duration?: number): void;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  emit(event: any, ...details: any[]): void;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  on(event: any, listener: any): unknown;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  off(event: any, listener: any): unknown;
}
