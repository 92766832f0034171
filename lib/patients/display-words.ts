import type { Language } from "./language";

/** What a patient's screen says besides `scanWords`. */
export type DisplayWords = {
  /** While it shows nobody's code. */
  idle: string;
  /** Names the code to a screen reader. */
  code: string;
  /** Names the list of languages to a screen reader. */
  language: string;
};

/**
 * The patient's screen in every language.
 *
 * The five texts besides English are drafts: a native health translator reads them before a clinic
 * shows them to patients.
 */
export const displayWords: Record<Language, DisplayWords> = {
  en: { idle: "We will help you in a moment", code: "Code to scan", language: "Language" },
  es: {
    idle: "Le atenderemos en un momento",
    code: "Código para escanear",
    language: "Idioma",
  },
  zh: { idle: "请稍候，我们马上为您服务", code: "要扫描的码", language: "语言" },
  vi: {
    idle: "Chúng tôi sẽ giúp quý vị ngay",
    code: "Mã để quét",
    language: "Ngôn ngữ",
  },
  ar: { idle: "سنساعدك بعد لحظات", code: "الرمز المطلوب مسحه", language: "اللغة" },
  hi: { idle: "हम थोड़ी देर में आपकी मदद करेंगे", code: "स्कैन करने का कोड", language: "भाषा" },
};
