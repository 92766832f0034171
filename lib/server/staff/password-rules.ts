import "server-only";
import { newPasswordProblem } from "@/lib/staff/password-rules";
import { commonPasswords } from "./common-passwords";

/** Who chooses, for what others would try first. */
type PasswordOwner = { email: string; name: string; clinicName: string };

const tooEasy =
  "This is easy to guess. Take four words that do not belong together, or let a password manager make one.";

/**
 * Why this may not become somebody's password; null when it may. Nothing has to be in it; it must
 * be long, and not what is tried first: common passwords, one piece over and over, keys in a row,
 * their own name, address or clinic.
 *
 * Source: NIST SP 800-63B-4, 3.1.1.2.
 */
export function passwordProblem(password: string, owner: PasswordOwner): string | null {
  const problem = newPasswordProblem(password);
  if (problem) return problem;
  const plain = plainText(password);
  return isRepeated(plain) || leftToGuess(plain, owner) < fewestToGuess ? tooEasy : null;
}

/** Characters that have to be left when everything that is tried first is taken away. */
const fewestToGuess = 6;
/** More than these of common words side by side are a phrase of somebody's own. */
const fewWords = 2;

function leftToGuess(plain: string, owner: PasswordOwner): number {
  const own = Object.values(owner).flatMap((text) => plainWords(text));
  const first = [...new Set([...own, ...commonPasswords])].sort((a, b) => b.length - a.length);
  const found = new Set<string>();
  let left = plain;
  for (const word of first) {
    if (!left.includes(word)) continue;
    found.add(word);
    left = left.replaceAll(word, " ");
  }
  if (found.size > fewWords) return fewestToGuess;
  return new Set(withoutRows(left).replaceAll(" ", "")).size;
}

/** The same few characters again and again. */
function isRepeated(plain: string): boolean {
  return /^(.{1,7}?)\1+.{0,3}$/u.test(plain);
}

const rows = ["01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm"];

/** Without four or more neighbours of the alphabet or the keyboard, in either direction. */
function withoutRows(text: string): string {
  let left = text;
  for (const row of rows.flatMap((row) => [row, [...row].reverse().join("")])) {
    for (let size = row.length; size >= 4; size--) {
      for (let start = 0; start + size <= row.length; start++) {
        left = left.replaceAll(row.slice(start, start + size), " ");
      }
    }
  }
  return left;
}

/** In lower case, without accents, disguises and what stands between. */
function plainText(text: string): string {
  return text
    .normalize("NFKD")
    .replaceAll("@", "a")
    .replaceAll("$", "s")
    .replace(/[^\p{L}\p{N}]/gu, "")
    .toLowerCase();
}

function plainWords(text: string): string[] {
  return [plainText(text), ...text.split(/[^\p{L}\p{N}]+/u).map(plainText)].filter(
    (word) => word.length >= 3,
  );
}
