import "server-only";
import type { Vault } from "@/lib/server/db/seal";
import { anyId, type IdRules } from "@/lib/sessions/id-rules";

/** Letters of Greek and Cyrillic that print as a Latin one, in capitals. */
const twins = new Map(
  Object.entries({
    ...{ А: "A", В: "B", Е: "E", Ѕ: "S", І: "I", Ј: "J", К: "K", М: "M", Н: "H", О: "O" },
    ...{ Р: "P", С: "C", Т: "T", У: "Y", Х: "X", Ү: "Y", Һ: "H", Ԛ: "Q", Ԝ: "W", Ԁ: "D", Ӏ: "I" },
    ...{ Α: "A", Β: "B", Ε: "E", Ζ: "Z", Η: "H", Ι: "I", Κ: "K", Μ: "M", Ν: "N", Ο: "O" },
    ...{ Ρ: "P", Τ: "T", Υ: "Y", Χ: "X", Ϲ: "C", Ϳ: "J" },
  }),
);

/** What labels, spreadsheets and programs put before an ID. */
const before = /^([='"`‘’“”«([{<#*]|\][A-Z]\d|(MRN|PID|ID|PATIENT(ID)?|PATIENTNUMBER|NO)[:=#]+)+/i;
const after = /['"`‘’“”»)\]}>*;,]+$/;

/**
 * An ID as it is most likely meant: in plain letters, digits and dashes, without what is put around
 * it. Letter case and zeros stay.
 */
export function plainId(id: string): string {
  const plain = id
    .normalize("NFKC")
    .replace(/[\s\p{Cf}\p{Cc}]+/gu, "")
    .replace(/[\p{Pd}\u2043\u2212]/gu, "-")
    .replace(/\p{Nd}/gu, digitOf);
  // As in HL7: the number, then who gave it out.
  const [number = ""] = plain.replace(before, "").split("^");
  return number.replace(after, "") || plain;
}

/**
 * What of an ID people and machines tell apart by eye: without letter case, widths, kinds of dashes
 * and digits, letters that look like others, leading zeros, and what is put around it. Two IDs that
 * are the same here are no proof of one patient; they are reason to ask.
 *
 * @param rules of a clinic that tells IDs apart by their case or their zeros
 */
export function foldId(id: string, rules: Pick<IdRules, "idCase" | "idZeros"> = anyId): string {
  const latin = plainId(id).replace(/[\u0370-\u03ff\u0400-\u052f]/g, latinTwin);
  const cased = rules.idCase === "counts" ? latin : latin.toUpperCase();
  const joined = cased.replace(/(?<=\p{L})-+(?=\d)/gu, "");
  return rules.idZeros === "counts" ? joined : joined.replace(/(?<!\d)0+(?=\d)/g, "");
}

function latinTwin(letter: string): string {
  const capital = letter.toUpperCase();
  const twin = twins.get(capital);
  if (twin === undefined) return letter;
  return letter === capital ? twin : twin.toLowerCase();
}

/** The folded ID as it stands in a column: nobody can read it there. */
export function foldedKey(vault: Vault, patientId: string): string {
  return vault.fingerprint("patient-id-folded", foldId(patientId));
}

/** Digits of every script come in tens, from nought to nine. */
function digitOf(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1;
  return String(value);
}
