import { describe, expect, it } from "vitest";
import { type Language, languages } from "./language";
import * as patients from "./patients";
import { type ReturnOutcome, returnWords } from "./patients";

/** Every part of what patients read, in all six languages. */
const texts = Object.entries(patients).flatMap(([name, words]) =>
  typeof words === "function" ? [] : [{ name, words }],
);

/** All sentences in it, with an easy word in each place that is filled in. */
function sentencesIn(words: unknown): string[] {
  if (typeof words === "string") return [words.replaceAll(/\{\w+\}/g, "June")];
  if (typeof words === "object" && words) return Object.values(words).flatMap(sentencesIn);
  return [];
}

/** As it is read aloud: each line comes to a stop. */
function readAloud(words: unknown): string {
  return sentencesIn(words)
    .map((sentence) => `${sentence}.`)
    .join(" ");
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

const outcomes: ReturnOutcome[] = ["done", "partly", "nothing", "unknown"];

function saidAtTheEnd(language: Language, outcome: ReturnOutcome): string {
  const { goodbye, worked, failed, call, tell, ...words } = returnWords[language];
  const closes = outcome === "done" || outcome === "unknown";
  return readAloud(
    closes ? [words[outcome], goodbye] : [words[outcome], worked, failed, call, tell],
  );
}

describe("the words for patients", () => {
  it("have each part in all six languages", () => {
    expect(texts.length).toBeGreaterThan(5);
    for (const { words } of texts) expect(Object.keys(words).sort()).toEqual([...languages].sort());
  });

  it.each(texts)("can be read after six years of school in English: $name", ({ words }) => {
    expect(readingGrade(readAloud(words.en))).toBeLessThanOrEqual(6);
  });

  it.each(texts)("are whole and of one shape in every language: $name", ({ words }) => {
    const shape = (language: Language) => sentencesIn(words[language]).length;
    const places = (language: Language) =>
      JSON.stringify(words[language])
        .match(/\{\w+\}/g)
        ?.sort();
    for (const language of languages) {
      expect(sentencesIn(words[language]).every((sentence) => sentence.trim() !== "")).toBe(true);
      expect(shape(language)).toBe(shape("en"));
      expect(places(language)).toEqual(places("en"));
    }
  });

  it("are measured by a gauge that tells hard words from easy ones", () => {
    const easy = ["the", "done", "close", "phone", "again", "records", "clinic’s"];
    expect(easy.map(countSyllables)).toEqual([1, 1, 1, 1, 2, 2, 2]);
    const hard = ["hospital", "connected", "authorization"];
    expect(hard.map(countSyllables)).toEqual([3, 3, 5]);
    expect(readingGrade("Your authorization was transmitted successfully.")).toBeGreaterThan(12);
  });
});

describe("the words of the return page", () => {
  it.each(outcomes)("can be read after two years of school in English: %s", (outcome) => {
    expect(readingGrade(saidAtTheEnd("en", outcome))).toBeLessThanOrEqual(2);
  });

  it("differ for every outcome in every language", () => {
    const said = languages.flatMap((language) =>
      outcomes.map((outcome) => saidAtTheEnd(language, outcome)),
    );
    expect(new Set(said).size).toBe(languages.length * outcomes.length);
  });

  it.each(languages)("never send anybody back to a link that has ended: %s", (language) => {
    const again = /try again|otra vez|再试一次|thử lại|مرة أخرى|फिर से/i;
    expect(outcomes.map((outcome) => saidAtTheEnd(language, outcome)).join(" ")).not.toMatch(again);
  });

  it.each(languages)("never say that records have arrived: %s", (language) => {
    // The API confirms a connection; the pull of records goes on in the background.
    const arrived = /we got|have arrived|received|recibimos|已收到|đã nhận|استلمنا|मिल गए/i;
    expect(outcomes.map((outcome) => saidAtTheEnd(language, outcome)).join(" ")).not.toMatch(
      arrived,
    );
  });
});
