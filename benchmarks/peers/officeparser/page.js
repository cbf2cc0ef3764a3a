import { OfficeParser } from "officeparser/slim";

export const ready = async () => {};

export async function parse(bytes, format) {
  const document = await OfficeParser.parseOffice(bytes, { fileType: format });
  const text = await document.to("text");
  return { text: typeof text === "string" ? text : text.value };
}
