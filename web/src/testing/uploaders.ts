/** Uploaders of others, as e2e tests import them. */

export { default as Uppy } from "@uppy/core";
export { default as XHRUpload } from "@uppy/xhr-upload";
