/** Reads archives whose members are stored without compression, as `pyodide_bundle/archive.py` writes them. */

const END_RECORD_BYTES = 22;

/** Yield name and bytes of every member; the bytes are views of the archive. */
export function* storedFiles(archive: Uint8Array<ArrayBuffer>): Generator<[string, Uint8Array<ArrayBuffer>]> {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  const text = new TextDecoder();
  // The builder writes no comment behind the directory, so the end record is at the end.
  const end = archive.byteLength - END_RECORD_BYTES;
  if (end < 0 || view.getUint32(end, true) !== 0x06054b50)
    throw new Error("This is no archive of the builder's.");
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  for (let member = 0; member < count; member++) {
    if (view.getUint16(at + 10, true) !== 0) throw new Error("A member is compressed.");
    const size = view.getUint32(at + 24, true);
    const nameLength = view.getUint16(at + 28, true);
    const local = view.getUint32(at + 42, true);
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    yield [
      text.decode(archive.subarray(at + 46, at + 46 + nameLength)),
      archive.subarray(start, start + size),
    ];
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
}
