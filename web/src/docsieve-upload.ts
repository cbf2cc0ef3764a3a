/** The uploader as a module: `docsieve-upload.js`. It takes what a review made, and nothing else. */

export type { Receipt } from "./generated/wire";
export { ReviewedPayload } from "./reviewed-payload";
export { type PreparedUpload, type UploadOptions, type UploadTarget, upload } from "./upload/upload";
export { UploadError, type UploadErrorCode } from "./upload/upload-error";
export { type QueuedUpload, type QueueOptions, UploadQueue, type UploadState } from "./upload/upload-queue";
export { IndexedDbStore, MemoryStore, type UploadStore, type WaitingUpload } from "./upload/upload-store";
export {
  type FileToReview,
  type ReviewCallback,
  type ReviewFilesOptions,
  type ReviewOutcome,
  reviewFiles,
} from "./uploaders/review-files";
export { type DialogOptions, reviewInDialog } from "./uploaders/review-in-dialog";
