import { createClient } from "/docsieve.js";

const client = createClient({ workers: 1 });

export const ready = () => client.ready;

export async function parse(bytes, _format, name) {
  const { text } = await client.parse(new File([bytes], name), { outputs: ["text"] });
  return { text };
}
