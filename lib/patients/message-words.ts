import type { Language } from "./language";

/** A message that brings a patient the link, in one language. What stands in braces is filled in. */
export type MessageWords = {
  /** Shown on locked phones: who it is from, and nothing else. With a `{clinic}`. */
  subject: string;
  /** With a `{clinic}`. */
  whatItIs: string;
  /** On the button of an email. */
  open: string;
  /** With a `{time}` and a `{day}`. */
  until: string;
  justForYou: string;
  /** With a `{phone}`. */
  helpByPhone: string;
};

/**
 * The message in every language. Nothing in it tells of anybody's health.
 *
 * The five texts besides English are drafts: a native health translator reads them before a clinic
 * sends them to patients.
 */
export const messageWords: Record<Language, MessageWords> = {
  en: {
    subject: "Your link from {clinic}",
    whatItIs: "{clinic} sent you this link. Use it to share your records with us.",
    open: "Open the link",
    until: "It works until {time}, {day}.",
    justForYou: "It is just for you. Do not pass it on.",
    helpByPhone: "Need help? Call {phone}.",
  },
  es: {
    subject: "Su enlace de {clinic}",
    whatItIs: "{clinic} le envía este enlace. Úselo para compartir su historial con nosotros.",
    open: "Abrir el enlace",
    until: "Funciona hasta las {time}, {day}.",
    justForYou: "Es solo para usted. No lo comparta con nadie.",
    helpByPhone: "¿Necesita ayuda? Llame al {phone}.",
  },
  zh: {
    subject: "来自 {clinic} 的链接",
    whatItIs: "{clinic} 给您发来这个链接。请用它与我们分享您的病历。",
    open: "打开链接",
    until: "有效期至{day} {time}。",
    justForYou: "仅供您本人使用。请不要转发给别人。",
    helpByPhone: "需要帮助？请致电 {phone}。",
  },
  vi: {
    subject: "Đường liên kết từ {clinic}",
    whatItIs: "{clinic} gửi quý vị đường liên kết này. Hãy dùng nó để chia sẻ hồ sơ với chúng tôi.",
    open: "Mở đường liên kết",
    until: "Dùng được đến {time}, {day}.",
    justForYou: "Chỉ dành riêng cho quý vị. Xin đừng chuyển cho người khác.",
    helpByPhone: "Cần giúp đỡ? Hãy gọi {phone}.",
  },
  ar: {
    subject: "رابط لك من {clinic}",
    whatItIs: "أرسلت لك {clinic} هذا الرابط. استخدمه لمشاركة سجلاتك معنا.",
    open: "افتح الرابط",
    until: "صالح حتى {time}، {day}.",
    justForYou: "هذا الرابط لك وحدك. لا ترسله إلى أي شخص آخر.",
    helpByPhone: "تحتاج إلى مساعدة؟ اتصل على {phone}.",
  },
  hi: {
    subject: "{clinic} से आपका लिंक",
    whatItIs: "{clinic} ने आपको यह लिंक भेजा है। इससे अपने रिकॉर्ड हमारे साथ साझा करें।",
    open: "लिंक खोलें",
    until: "यह {day}, {time} तक चलेगा।",
    justForYou: "यह सिर्फ़ आपके लिए है। इसे किसी और को न भेजें।",
    helpByPhone: "मदद चाहिए? {phone} पर फ़ोन करें।",
  },
};
