/** What whoever hosts the site may set in `site.json` beside the page. Data only: nothing in it is ever run or shown as markup. */

import type { Policy } from "../protocol";

export interface SiteSettings {
  /** Where reviewed payloads are sent; without one they can only be saved. */
  readonly endpoint: string | undefined;
  /** Public keys that payloads are sealed for. */
  readonly recipients: readonly string[];
  readonly policy: Policy | undefined;
}

export const SETTINGS_FILE = "site.json";

const DEFAULTS: SiteSettings = { endpoint: undefined, recipients: [], policy: undefined };
const FIELDS = new Set(["endpoint", "recipients", "policy"]);

/** Fetch the settings; a site without the file has the defaults. Rejects where they cannot be used. */
export async function fetchSiteSettings(siteUrl: string): Promise<SiteSettings> {
  let response: Response;
  try {
    response = await fetch(new URL(SETTINGS_FILE, siteUrl), { cache: "no-cache" });
  } catch {
    return DEFAULTS; // offline: there is nowhere to send to either
  }
  if (!response.ok) return DEFAULTS;
  return readSiteSettings(await response.text(), siteUrl);
}

/**
 * Read the settings. Whatever is wrong with them makes all of them void: sending somewhere else, or unsealed, because
 * of a slip of the pen would be worse than not sending.
 *
 * @throws TypeError with a sentence for whoever hosts the site.
 */
export function readSiteSettings(text: string, siteUrl: string): SiteSettings {
  const settings = parse(text);
  const unknown = Object.keys(settings).find((name) => !FIELDS.has(name));
  if (unknown !== undefined) throw wrong(`it has the unknown setting ${JSON.stringify(unknown)}`);
  return {
    endpoint: readEndpoint(settings.endpoint, siteUrl),
    recipients: readRecipients(settings.recipients),
    policy: readPolicy(settings.policy),
  };
}

function parse(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw wrong("it is not JSON");
  }
  if (!isRecord(value)) throw wrong("it is not a JSON object");
  return value;
}

function readEndpoint(value: unknown, siteUrl: string): string | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  const url = typeof value === "string" && URL.canParse(value, siteUrl) ? new URL(value, siteUrl) : undefined;
  if (!url || !["https:", "http:"].includes(url.protocol) || url.username || url.password) {
    throw wrong("`endpoint` is no address of a web server");
  }
  return url.href;
}

function readRecipients(value: unknown): readonly string[] {
  if (value === undefined || value === null) return [];
  const isKey = (key: unknown) => typeof key === "string" && /^age1[0-9a-z]{20,}$/.test(key);
  if (!Array.isArray(value) || !value.every(isKey)) throw wrong("`recipients` is no list of age public keys");
  return value as string[];
}

/** What is in it is checked where it is used, in Python. */
function readPolicy(value: unknown): Policy | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isRecord(value)) throw wrong("`policy` is no JSON object");
  return value as Policy;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function wrong(what: string): TypeError {
  return new TypeError(
    `This site’s ${SETTINGS_FILE} cannot be used: ${what}. Nothing can be sent until that is mended.`,
  );
}
