import "server-only";
import type { Vault } from "@/lib/server/db/seal";

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
const before = /^([='"`‘’“”«([{<#*]|\][A-Z]\d|(MRN|PID|ID|PATIENT(ID)?|PATIENTNUMBER|NO)[:=#]+)+/;
const after = /['"`‘’“”»)\]}>*;,]+$/;

/**
 * What of an ID people and machines tell apart by eye: without letter case, widths, kinds of dashes
 * and digits, letters that look like others, leading zeros, and what is put around it. Two IDs that
 * are the same here are no proof of one patient; they are reason to ask.
 */
export function foldId(id: string): string {
  const plain = id
    .normalize("NFKC")
    .replace(/[\s\p{Cf}\p{Cc}]+/gu, "")
    .toUpperCase()
    .replace(/[\p{Pd}\u2043\u2212]/gu, "-")
    .replace(/\p{Nd}/gu, digitOf)
    .replace(/[\u0370-\u03ff\u0400-\u052f]/g, (letter) => twins.get(letter) ?? letter);
  // As in HL7: the number, then who gave it out.
  const [number = ""] = plain.replace(before, "").split("^");
  const bare = number
    .replace(after, "")
    .replace(/(?<=\p{L})-+(?=\d)/gu, "")
    .replace(/(?<!\d)0+(?=\d)/g, "");
  return bare || plain;
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
