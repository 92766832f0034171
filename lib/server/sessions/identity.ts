import "server-only";
import type { PatientIdentity } from "@/lib/errors";

/** Letters that no accent comes off of, in capitals, and how they are written without them. */
const plainLetters = new Map(
  Object.entries({
    ...{ Đ: "D", Ð: "D", Ɖ: "D", Ɗ: "D", Ł: "L", Ƚ: "L", Ø: "O", Ɵ: "O", Ħ: "H", Ŧ: "T", Ⱦ: "T" },
    ...{ Æ: "AE", Œ: "OE", Þ: "TH", ẞ: "SS", Ŋ: "N", Ɓ: "B", Ƀ: "B", Ƈ: "C", Ȼ: "C", Ǥ: "G" },
    ...{ Ɠ: "G", Ɨ: "I", Ɉ: "J", Ƙ: "K", Ɍ: "R", Ʉ: "U", Ƴ: "Y", Ɏ: "Y", Ƶ: "Z", Ⱥ: "A", Ə: "E" },
  }),
);

/**
 * A text without letter case, accents and strokes. Only the general combining accents are dropped:
 * the vowel signs of Hindi or Arabic are marks as well, and do tell names apart. Nor are joiners
 * kept, which nobody sees. In upper case, where "ß" is "SS" and a Greek sigma has one form.
 */
export function folded(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f\p{Cf}]+/gu, "")
    .toUpperCase()
    .replace(/\p{Lu}/gu, (letter) => plainLetters.get(letter) ?? letter);
}

const apostrophes = /['’‘ʼʻʹ`´′]/gu;
const notInWords = /[^\p{L}\p{M}\p{N}]+/u;

/** The words of a name in their order, without what is between them: "O’Brien-Smith" is OBRIEN and SMITH. */
export function wordsOf(name: string): string[] {
  return folded(name.replace(apostrophes, "")).split(notInWords).filter(Boolean);
}

/** As `wordsOf`, when what an apostrophe parts counts as two: "O’Brien" is O and BRIEN. */
export function partsOf(name: string): string[] {
  return wordsOf(name.replace(apostrophes, " "));
}

/**
 * Whether two names are the same one, written differently: letter case, accents and strokes, blanks,
 * hyphens and apostrophes, and the order of the words make no other person.
 */
export function sameName(one: string, other: string): boolean {
  const [words, others] = [wordsOf(one), wordsOf(other)];
  // Of a name without letters, such as an emoji, all counts.
  if (words.length === 0 || others.length === 0) return folded(one).trim() === folded(other).trim();
  return (
    words.join("") === others.join("") ||
    familyNameLast(one) === familyNameLast(other) ||
    words.toSorted().join(" ") === others.toSorted().join(" ")
  );
}

/** Letters after a comma go first: "O Neil, Mary-Jane" is Mary Jane O'Neil. */
function familyNameLast(name: string): string {
  const [family = "", ...given] = name.split(/[,،、，]/);
  return wordsOf([...given, family].join(" ")).join("");
}

/** Whether two addresses are the same one. An accent makes another mailbox; letter case and blanks do not. */
export function sameEmail(one: string, other: string): boolean {
  return mailbox(one) === mailbox(other);
}

function mailbox(email: string): string {
  return email.normalize("NFC").replace(/\s+/gu, "").toUpperCase();
}

/**
 * Whether creating would change who the API thinks this patient is.
 * What was not typed is not sent, and what is not stored yet cannot be changed.
 */
export function wouldRename(stored: PatientIdentity, typed: PatientIdentity): boolean {
  const isOther = (field: keyof PatientIdentity, same: typeof sameName) =>
    stored[field] !== "" && typed[field] !== "" && !same(stored[field], typed[field]);
  return isOther("name", sameName) || isOther("email", sameEmail);
}

/** Whether staff confirmed replacing exactly what is stored now. */
export function isConfirmed(stored: PatientIdentity, confirmed: PatientIdentity | null): boolean {
  return confirmed?.name === stored.name && confirmed?.email === stored.email;
}
