/** The languages of every page that a patient reads. */
export const languages = ["en", "es", "zh", "vi", "ar", "hi"] as const;

export type Language = (typeof languages)[number];

/** Each language in its own words, so that a reader finds it without knowing the others. */
export const languageNames: Record<Language, string> = {
  en: "English",
  es: "Español",
  zh: "中文",
  vi: "Tiếng Việt",
  ar: "العربية",
  hi: "हिन्दी",
};

/** Which way a page in this language is read. */
export function directionOf(language: Language): "ltr" | "rtl" {
  return language === "ar" ? "rtl" : "ltr";
}

/** Takes a `lang` value from an address: one of ours, letter for letter, or null. */
export function asLanguage(text: string | null): Language | null {
  return languages.find((language) => language === text) ?? null;
}

/**
 * The language that a browser likes best among ours; English when it likes none of them.
 * Only the first part of a tag counts: `zh-TW` is Chinese.
 *
 * @param acceptLanguage the header as it came, null when there was none
 */
export function preferredLanguage(acceptLanguage: string | null): Language {
  const liked = (acceptLanguage ?? "")
    .split(",")
    .map(parseRange)
    .filter((range) => range.weight > 0)
    .toSorted((a, b) => b.weight - a.weight);
  for (const { primary } of liked) {
    const language = asLanguage(primary);
    if (language) return language;
  }
  return "en";
}

function parseRange(range: string): { primary: string; weight: number } {
  const [tag = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith("q="));
  return {
    primary: tag.split("-")[0] ?? "",
    weight: quality === undefined ? 1 : Number(quality.slice(2)),
  };
}
