/**
 * What a text is that was scanned, typed or pasted where a patient ID belongs.
 *
 * - `id`: may be a patient's, without the blanks between its groups
 * - `hosted-link`: a patient's link, of any origin; `token` is its secret part
 * - `health-card`: a SMART Health Link or card, which shares records by itself
 * - `driving-licence`: the code on the back of one (AAMVA)
 * - `mangled-number`: what a spreadsheet makes of a long number or a narrow column
 */
export type Scanned =
  | { kind: "id"; id: string }
  | { kind: "hosted-link"; token: string }
  | { kind: "health-card" | "driving-licence" | "web-address" | "email-address" }
  | { kind: "mangled-number" };

/** Longer than any ID; what follows tells nothing more. */
const looksAt = 4000;
/** Blanks between groups, what a scanner sends between lines, and what nobody sees. */
const blanks = /[\s\p{Cc}\p{Cf}]+/gu;
/** How a scanner names the kind of code before it, and what a spreadsheet or a mail puts around it. */
const wrappers = /^(\][a-z]\d|[='"<(])+|["')>]$/gi;

// "Ö-" is what a scanner writes for ":/" on a PC whose keyboard is set to German.
const hostedLink = /\/c\/([\da-f]{32})(?![\da-f])/i;
const healthCard = /(shlink|^shc)[:ö][/-]/i;
const drivingLicence = /^(@(ansi|aamva)|(ansi|aamva)\d{6})/i;
const webAddress =
  /:\/\/|^https?[^a-z\d]|^(blob|javascript|otpauth|wifi):|^data:[a-z]+\/|^www\.|^([a-z\d-]+\.)+(app|com|edu|gov|health|net|org)([:/?#]|$)/i;
/** Letters after the last dot: `123@2.16.840` is how some systems write an ID. */
const emailAddress = /^mailto:|[^@]@([\p{L}\p{N}-]+\.)+\p{L}{2,}$/iu;
/** As a number with a decimal comma too; a column that is too narrow shows "####". */
const mangledNumber =
  /^[+-]?(\d([.,٫]\d+)?E\+\d+|\d[.,٫]\d+E-?\d+)$|^##+$|^#(n\/a|name\?|num!|ref!|value!)$/i;

/**
 * Tells a patient ID from everything else that a scanner may read at a desk. What is not an ID is
 * never sent, kept, logged or shown again: it may open somebody's records.
 */
export function whatWasScanned(text: string): Scanned {
  const bare = decoded(text.slice(0, looksAt).normalize("NFKC"))
    .replace(blanks, "")
    .replace(wrappers, "");
  const [, token] = hostedLink.exec(bare) ?? [];
  if (token) return { kind: "hosted-link", token: token.toLowerCase() };
  if (healthCard.test(bare)) return { kind: "health-card" };
  if (drivingLicence.test(bare)) return { kind: "driving-licence" };
  if (emailAddress.test(bare) && !bare.includes("://")) return { kind: "email-address" };
  if (webAddress.test(bare)) return { kind: "web-address" };
  if (mangledNumber.test(bare)) return { kind: "mangled-number" };
  return { kind: "id", id: text.replace(/\s+/gu, "").normalize("NFC") };
}

/** What staff read when it was no ID: what it is, and what to do. Never what it says. */
export const notAnId = {
  "hosted-link": "This is a patient's link, not an ID. Scan the wristband.",
  "health-card": "This is the patient's own health card, not an ID. Scan the wristband.",
  "driving-licence": "This is a driving licence, not an ID. Scan the wristband.",
  "web-address": "This is a web address, not an ID. Scan the wristband.",
  "email-address": "This is an email address, not an ID. Scan the wristband.",
  "mangled-number":
    "A spreadsheet shortened this number. Copy the ID from where it is written in full.",
} satisfies Record<Exclude<Scanned["kind"], "id">, string>;

/** An address inside another is written with % signs. */
function decoded(text: string): string {
  return text.replace(/%3a/gi, ":").replace(/%2f/gi, "/").replace(/%23/g, "#").replace(/%40/g, "@");
}
