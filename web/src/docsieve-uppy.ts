/** `docsieve-uppy.js`: Docsieve in front of an Uppy that the page brings. */

export type { FileToReview, ReviewCallback, ReviewFilesOptions } from "./uploaders/review-files";
export { type DocsieveInUppy, docsieveForUppy, type UppyOptions, type UppyWords } from "./uploaders/uppy";
export type { UppyLike } from "./uploaders/uppy-types";
