/** The one thing of age-encryption that is used: a module of its own, so that only pages that seal load it. */

export { Encrypter } from "age-encryption";
