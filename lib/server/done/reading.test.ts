import { describe, expect, it } from "vitest";
import { type Language, languages } from "@/lib/patients/language";
import type { ReturnOutcome } from "@/lib/patients/return-words";
import { renderReturnPage } from "./page";

const outcomes: ReturnOutcome[] = ["done", "partly", "nothing", "unknown"];

/** What a patient reads: the heading and the lines below it, each ending in a stop. */
function readAloud(language: Language, outcome: ReturnOutcome): string {
  const page = renderReturnPage({
    language,
    outcome,
    clinicName: "Riverside Clinic",
    addressIn: () => "/done",
  });
  return [...page.matchAll(/<(?:h1|p)>(.*?)<\/(?:h1|p)>/g)].map((line) => `${line[1]}.`).join(" ");
}

/** Flesch-Kincaid grade: the school year in which a reader in the United States understands it. */
function readingGrade(text: string): number {
  const sentences = text.split(/[.!?]/).filter((sentence) => sentence.trim()).length;
  const words = text.toLowerCase().match(/[a-z’]+/g) ?? [];
  const syllables = words.reduce((sum, word) => sum + countSyllables(word), 0);
  return 0.39 * (words.length / sentences) + 11.8 * (syllables / words.length) - 15.59;
}

/** Groups of vowels, without a silent e at the end or a possessive s. */
function countSyllables(word: string): number {
  const spoken = word.replace(/’s$/, "").replace(/(?<=[aeiouy].*)(?<!l)e$/, "");
  return Math.max(1, spoken.match(/[aeiouy]+/g)?.length ?? 1);
}

describe("the words of the return page", () => {
  it.each(outcomes)("can be read after two years of school in English: %s", (outcome) => {
    expect(readingGrade(readAloud("en", outcome))).toBeLessThanOrEqual(2);
  });

  it("are measured by a gauge that tells hard words from easy ones", () => {
    const easy = ["the", "done", "close", "phone", "again", "records", "clinic’s"];
    expect(easy.map(countSyllables)).toEqual([1, 1, 1, 1, 2, 2, 2]);
    const hard = ["hospital", "connected", "authorization"];
    expect(hard.map(countSyllables)).toEqual([3, 3, 5]);
    expect(readingGrade("Your authorization was transmitted successfully.")).toBeGreaterThan(12);
  });

  it("differ for every outcome in every language", () => {
    const read = languages.flatMap((language) =>
      outcomes.map((outcome) => readAloud(language, outcome)),
    );
    expect(new Set(read).size).toBe(languages.length * outcomes.length);
  });

  it.each(languages)("never say that records have arrived: %s", (language) => {
    // The API confirms a connection; the pull of records goes on in the background.
    const arrived = /we got|have arrived|received|recibimos|已收到|đã nhận|استلمنا|मिल गए/i;
    expect(outcomes.map((outcome) => readAloud(language, outcome)).join(" ")).not.toMatch(arrived);
  });
});
