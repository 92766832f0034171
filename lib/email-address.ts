import { fail, ok, type Result } from "./result";

/** What mail servers take at most, and before the @. */
const longest = { whole: 254, local: 64 };

/** The grammar of the HTML standard, but for dots in a row, which mail servers do not take. */
const localCharacter = /[\w.!#$%&'*+/=?^`{|}~-]/;
const label = /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/i;

/**
 * Reads an email address as people paste it. What is read can be sent to: one address, its domain
 * in the form in which mail servers know it.
 *
 * @returns a sentence for staff that says what is wrong
 */
export function readEmailAddress(text: string): Result<string, string> {
  const tidy = unwrapped(text);
  if (/[\p{Cc}\p{Cs}\p{Cn}]/u.test(tidy.replace(/\s/g, ""))) {
    return fail("Remove the hidden character. Type the email address again.");
  }
  if (!tidy.includes("@")) return fail("Enter an email address with an @");
  if (tidy.indexOf("@") !== tidy.lastIndexOf("@") || /@.*[,;]/.test(tidy)) {
    return fail("Enter one email address only");
  }
  if (/\s/.test(tidy)) return fail("Take the space out of the email address");
  const [local = "", domain = ""] = tidy.split("@");
  if (local === "") return fail("Enter what comes before the @");
  const odd = [...local].find((character) => !localCharacter.test(character));
  if (odd) return fail(`An email address cannot have “${odd}” before the @`);
  if (hasStrayDot(local)) return fail("Take out the dot that is too many before the @");

  const known = knownDomain(domain);
  if (!known.ok) return known;
  if (local.length > longest.local) {
    return fail(`Use ${longest.local} characters or fewer before the @`);
  }
  const address = `${local}@${known.value}`;
  return address.length > longest.whole
    ? fail(`Use ${longest.whole} characters or fewer`)
    : ok(address);
}

/** Whether it is one address and nothing else, as it is sent to. */
export function isEmailAddress(text: string): boolean {
  const read = readEmailAddress(text);
  return read.ok && read.value === text;
}

/** Takes the address out of what mail programs, records and web pages put around it. */
function unwrapped(text: string): string {
  const plain = text
    .normalize("NFC")
    .replace(/\p{Cf}/gu, "")
    .replaceAll("＠", "@")
    .trim();
  // “Jane Doe <jane@…>”, and “jane@… (Jane Doe)”.
  const inBrackets = /^[^<>]*<([^<>]*)>[\s,;.]*$/.exec(plain)?.[1] ?? plain;
  return inBrackets
    .replace(/^mailto:([^?]*).*$/i, "$1")
    .replace(/\s*\([^()]*\)\s*$/, "")
    .replace(/^[\s"'“”‘’«»(<]+|[\s"'“”‘’«»)>,;:.]+$/g, "")
    .replace(/\s*([@.])\s*/g, "$1");
}

function hasStrayDot(text: string): boolean {
  return /^\.|\.\.|\.$/.test(text);
}

function knownDomain(domain: string): Result<string, string> {
  if (domain === "") return fail("Enter what comes after the @");
  if (hasStrayDot(domain)) return fail("Take out the dot that is too many after the @");
  if (!domain.includes(".")) {
    return fail("Enter all that comes after the @, such as clinic.example");
  }
  const ascii = asciiDomain(domain);
  const wrong = ascii.split(".").find((part) => !label.test(part));
  if (wrong === undefined) return ok(ascii);
  const odd = [...wrong].find((character) => !/[a-z\d-]/i.test(character));
  return fail(
    odd
      ? `An email address cannot have “${odd}” after the @`
      : `“${wrong}” cannot stand after the @ of an email address`,
  );
}

/** Letters of the world are written in plain ones on the line: “müller.example” is “xn--mller-kva.example”. */
function asciiDomain(domain: string): string {
  const isPlain = /^\p{ASCII}*$/u.test(domain);
  const isAddress = !isPlain && !/[\p{Cc}/\\?#:%[\]]/u.test(domain);
  return isAddress && URL.canParse(`http://${domain}`) ? new URL(`http://${domain}`).host : domain;
}
