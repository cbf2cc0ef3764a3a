import mammoth from "mammoth/mammoth.browser.min.js";

export const ready = async () => {};

export async function parse(bytes) {
  const { value } = await mammoth.extractRawText({ arrayBuffer: bytes.buffer });
  return { text: value };
}
