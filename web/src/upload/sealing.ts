/** Sealing: encrypted to the team's public keys before it is sent, as an age file. Loaded only where it is used. */

import { UploadError } from "./upload-error";

/** Encrypt `plain` so that the holders of the keys of `recipients` ("age1...") can read it, and nobody else. */
export async function seal(
  plain: Uint8Array<ArrayBuffer>,
  recipients: readonly string[],
): Promise<Uint8Array<ArrayBuffer>> {
  const { Encrypter } = await import("./age");
  try {
    const encrypter = new Encrypter();
    for (const recipient of recipients) encrypter.addRecipient(recipient);
    return new Uint8Array(await encrypter.encrypt(plain));
  } catch (cause) {
    throw new UploadError("not_sealed", "The payload could not be sealed: a public key cannot be read.", {
      cause,
    });
  }
}
