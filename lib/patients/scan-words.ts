import type { Language } from "./language";

/** How to scan a code with a phone, in one language. */
export type ScanWords = {
  heading: string;
  steps: readonly [string, string, string];
  /** Stands before the domain of the link. */
  startsWith: string;
  noPhone: string;
};

/**
 * The words beside a code on a screen, in every language.
 *
 * The five texts besides English are drafts: a native health translator reads them before a clinic
 * shows them to patients.
 */
export const scanWords: Record<Language, ScanWords> = {
  en: {
    heading: "Scan with your phone",
    steps: ["Open the camera.", "Point it at the square.", "Tap the link."],
    startsWith: "It starts with",
    noPhone: "No phone? Ask us.",
  },
  es: {
    heading: "Escanee con su teléfono",
    steps: ["Abra la cámara.", "Apunte al cuadrado.", "Toque el enlace."],
    startsWith: "Empieza con",
    noPhone: "¿No tiene teléfono? Pregúntenos.",
  },
  zh: {
    heading: "请用手机扫码",
    steps: ["打开相机。", "对准方块。", "点击链接。"],
    startsWith: "链接开头是",
    noPhone: "没有手机？请告诉我们。",
  },
  vi: {
    heading: "Quét bằng điện thoại của quý vị",
    steps: ["Mở máy ảnh.", "Hướng máy ảnh vào ô vuông.", "Chạm vào đường liên kết."],
    startsWith: "Liên kết bắt đầu bằng",
    noPhone: "Không có điện thoại? Hãy hỏi chúng tôi.",
  },
  ar: {
    heading: "امسح الرمز بهاتفك",
    steps: ["افتح الكاميرا.", "وجّهها نحو المربع.", "اضغط على الرابط."],
    startsWith: "يبدأ الرابط بـ",
    noPhone: "ليس لديك هاتف؟ اسألنا.",
  },
  hi: {
    heading: "अपने फ़ोन से स्कैन करें",
    steps: ["कैमरा खोलें।", "उसे इस चौकोर कोड के सामने रखें।", "लिंक पर टैप करें।"],
    startsWith: "लिंक इससे शुरू होता है:",
    noPhone: "फ़ोन नहीं है? हमसे पूछें।",
  },
};
