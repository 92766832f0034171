import "server-only";
import type { Language } from "@/lib/words/language";

/** As the languages are written in a clinic of the United States; digits as on its clocks. */
const locales: Record<Language, string> = {
  en: "en-US",
  es: "es-US",
  zh: "zh-CN",
  vi: "vi",
  ar: "ar-u-ca-gregory-nu-latn",
  hi: "hi-IN-u-nu-latn",
};

/** When a link ends, in words: "2:30 PM EDT" and "Tuesday, May 5". */
export function endOf(link: { expiresAt: string; language: Language; timeZone: string }) {
  const { language, timeZone } = link;
  const at = new Date(link.expiresAt);
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locales[language], { ...options, timeZone }).format(at);
  return {
    // Whose time it is stands with it: paper goes where other clocks are.
    time: part({ hour: "numeric", minute: "2-digit", timeZoneName: "short" }),
    day: part({ weekday: "long", month: "long", day: "numeric" }),
  };
}
