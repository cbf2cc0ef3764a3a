/**
 * Reading without consequence, once what a format needs was loaded ahead: its code is imported and compiled then, too,
 * when the first file comes. Of formats without an engine of their own there is little to gain.
 */

/** Reads a document and forgets it, unless somebody asked for something meanwhile. */
export type ReadIdly = (filename: string, data: Uint8Array) => void;

/** Between two turns a request can come in. */
const PAUSE_MS = 20;
/** The first imports and compiles; the others run into what is compiled on its second call. */
const TURNS = 3;

/** A page of lines, with a ruled table beneath them (ISO 32000-1, 7.5 and 9.4). */
function pdf(): Uint8Array {
  const numbers = (count: number) => Array.from({ length: count }, (_, number) => number);
  const lines = numbers(24).map((line) => `(Line ${line} of a page that nobody has written.) Tj T*`);
  const rules = numbers(6).map((row) => `72 ${220 - 20 * row} 300 0.5 re f`);
  const cells = numbers(5).map(
    (row) => `BT /F 9 Tf 80 ${206 - 20 * row} Td (Cell) Tj 180 0 Td (1,234) Tj ET`,
  );
  const content = ["BT /F 11 Tf 14 TL 72 720 Td", ...lines, "ET", ...rules, ...cells].join("\n");
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R /Resources << /Font << /F 4 0 R >> >> >>",
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
  ];
  let file = "%PDF-1.4\n";
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, "0")} 00000 n \n`;
  });
  const size = objects.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${offsets.join("")}`;
  return new TextEncoder().encode(
    `${file}${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`,
  );
}

const DOCUMENTS: Readonly<Record<string, () => Uint8Array>> = { pdf };

export class WarmUp {
  readonly #read: ReadIdly;
  readonly #begun = new Set<string>();

  constructor(read: ReadIdly) {
    this.#read = read;
  }

  /** Read a document of each of these formats a few times, if that was not begun before. */
  begin(formats: readonly string[]): void {
    for (const name of formats) {
      const make = DOCUMENTS[name];
      if (!make || this.#begun.has(name)) continue;
      this.#begun.add(name);
      const data = make();
      for (let turn = 1; turn <= TURNS; turn++) {
        setTimeout(() => this.#read(`warm-up.${name}`, data), turn * PAUSE_MS);
      }
    }
  }
}
