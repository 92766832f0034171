import type { Language } from "./language";
import type { Whose } from "./whose";

/** The question at the end, in one language. */
export type WhoseWords = Record<Whose, string> & {
  question: string;
  /** After the answer. */
  thanks: string;
};

/**
 * The return page's question in every language.
 *
 * The five texts besides English are drafts: a native health translator reads them before a clinic
 * shows them to patients.
 */
export const whoseWords: Record<Language, WhoseWords> = {
  en: {
    question: "Whose records did you connect?",
    mine: "Mine",
    child: "My child’s",
    other: "Someone else’s",
    thanks: "Thank you. The desk can see your answer.",
  },
  es: {
    question: "¿De quién es el historial que conectó?",
    mine: "Mío",
    child: "De mi hijo o hija",
    other: "De otra persona",
    thanks: "Gracias. En recepción pueden ver su respuesta.",
  },
  zh: {
    question: "您连接的是谁的病历？",
    mine: "我自己的",
    child: "我孩子的",
    other: "其他人的",
    thanks: "谢谢。前台可以看到您的回答。",
  },
  vi: {
    question: "Quý vị đã kết nối hồ sơ của ai?",
    mine: "Của tôi",
    child: "Của con tôi",
    other: "Của người khác",
    thanks: "Cảm ơn quý vị. Quầy tiếp tân có thể xem câu trả lời.",
  },
  ar: {
    question: "سجلات مَن قمت بربطها؟",
    mine: "سجلاتي",
    child: "سجلات طفلي",
    other: "سجلات شخص آخر",
    thanks: "شكرًا لك. يمكن لمكتب الاستقبال رؤية إجابتك.",
  },
  hi: {
    question: "आपने किसके रिकॉर्ड जोड़े?",
    mine: "मेरे",
    child: "मेरे बच्चे के",
    other: "किसी और के",
    thanks: "धन्यवाद। रिसेप्शन पर आपका जवाब दिख सकता है।",
  },
};
