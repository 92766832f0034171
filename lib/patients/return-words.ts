import type { Language } from "./language";

/**
 * What the return page may tell a patient, each no more than the API confirms.
 *
 * - `done`: every hospital that the patient tried is connected
 * - `partly`: some of those are
 * - `nothing`: none is, and the link has ended
 * - `unknown`: nobody can say right now
 */
export type ReturnOutcome = "done" | "partly" | "nothing" | "unknown";

/** The return page in one language. */
export type ReturnWords = Record<ReturnOutcome, { heading: string; text: string }> & {
  /** Before the names of the hospitals that are connected, and of those tried in vain. */
  worked: string;
  failed: string;
  /** Where the clinic's number is known, with it as `{phone}`; else where to ask. */
  call: string;
  tell: string;
  /** What to do with the page and the phone when nothing is left to do. */
  goodbye: string;
  /** Names the list of languages to a screen reader. */
  language: string;
};

/**
 * The return page in every language. A connection is confirmed, never the arrival of records; and a
 * link that has ended is not opened again, so that another try begins with us.
 *
 * The five texts besides English are drafts: a native health translator reads them before a clinic
 * shows them to patients.
 */
export const returnWords: Record<Language, ReturnWords> = {
  en: {
    done: {
      heading: "You are done",
      text: "Your hospital is connected. Your records are on the way.",
    },
    partly: {
      heading: "Some of it worked",
      text: "Some of your records are on the way. To try the rest, ask us for a new link.",
    },
    nothing: {
      heading: "No hospital is connected",
      text: "We can help. Ask us for a new link.",
    },
    unknown: { heading: "Thank you", text: "The desk can see if it worked." },
    worked: "This worked:",
    failed: "This did not work:",
    call: "Call us at {phone}.",
    tell: "Tell the desk.",
    goodbye: "You can close this page. If this is the clinic’s phone, give it back.",
    language: "Language",
  },
  es: {
    done: {
      heading: "Ya terminó",
      text: "Su hospital está conectado. Su historial médico está en camino.",
    },
    partly: {
      heading: "Una parte funcionó",
      text: "Una parte de su historial médico está en camino. Para intentar el resto, pídanos un enlace nuevo.",
    },
    nothing: {
      heading: "Ningún hospital está conectado",
      text: "Le ayudamos. Pídanos un enlace nuevo.",
    },
    unknown: { heading: "Gracias", text: "En recepción pueden ver si funcionó." },
    worked: "Esto funcionó:",
    failed: "Esto no funcionó:",
    call: "Llámenos al {phone}.",
    tell: "Avise en recepción.",
    goodbye: "Puede cerrar esta página. Si este teléfono es de la clínica, devuélvalo.",
    language: "Idioma",
  },
  zh: {
    done: { heading: "已完成", text: "您的医院已连接。您的病历正在传送中。" },
    partly: {
      heading: "部分成功",
      text: "您的部分病历正在传送中。如要再试其余的医院，请向我们要一个新链接。",
    },
    nothing: {
      heading: "没有连接任何医院",
      text: "我们可以帮您。请向我们要一个新链接。",
    },
    unknown: { heading: "谢谢", text: "前台可以看到是否成功。" },
    worked: "已成功：",
    failed: "未成功：",
    call: "请致电 {phone}。",
    tell: "请告诉前台。",
    goodbye: "您可以关闭此页面。如果这是诊所的手机，请还给前台。",
    language: "语言",
  },
  vi: {
    done: {
      heading: "Đã xong",
      text: "Bệnh viện của quý vị đã được kết nối. Hồ sơ của quý vị đang được gửi đến.",
    },
    partly: {
      heading: "Đã xong một phần",
      text: "Một phần hồ sơ của quý vị đang được gửi đến. Để thử phần còn lại, hãy xin chúng tôi một đường liên kết mới.",
    },
    nothing: {
      heading: "Chưa có bệnh viện nào được kết nối",
      text: "Chúng tôi có thể giúp. Hãy xin chúng tôi một đường liên kết mới.",
    },
    unknown: {
      heading: "Cảm ơn quý vị",
      text: "Quầy tiếp tân có thể xem việc kết nối đã thành công hay chưa.",
    },
    worked: "Đã thành công:",
    failed: "Chưa thành công:",
    call: "Hãy gọi cho chúng tôi theo số {phone}.",
    tell: "Hãy báo cho quầy tiếp tân.",
    goodbye:
      "Quý vị có thể đóng trang này. Nếu đây là điện thoại của phòng khám, xin vui lòng trả lại.",
    language: "Ngôn ngữ",
  },
  ar: {
    done: { heading: "لقد انتهيت", text: "تم ربط المستشفى الخاص بك. سجلاتك الطبية في الطريق." },
    partly: {
      heading: "نجح جزء من العملية",
      text: "بعض سجلاتك الطبية في الطريق. لتجربة الباقي، اطلب منا رابطًا جديدًا.",
    },
    nothing: {
      heading: "لم يتم ربط أي مستشفى",
      text: "يمكننا مساعدتك. اطلب منا رابطًا جديدًا.",
    },
    unknown: { heading: "شكرًا لك", text: "يمكن لمكتب الاستقبال معرفة ما إذا نجح الأمر." },
    worked: "نجح هذا:",
    failed: "لم ينجح هذا:",
    call: "اتصل بنا على {phone}.",
    tell: "يُرجى إبلاغ مكتب الاستقبال.",
    goodbye: "يمكنك إغلاق هذه الصفحة. إذا كان هذا هاتف العيادة، يُرجى إعادته.",
    language: "اللغة",
  },
  hi: {
    done: { heading: "काम पूरा हुआ", text: "आपका अस्पताल जुड़ गया है। आपके रिकॉर्ड आ रहे हैं।" },
    partly: {
      heading: "कुछ काम पूरा हुआ",
      text: "आपके कुछ रिकॉर्ड आ रहे हैं। बाकी के लिए हमसे नया लिंक माँगें।",
    },
    nothing: {
      heading: "कोई अस्पताल नहीं जुड़ा है",
      text: "हम मदद कर सकते हैं। हमसे नया लिंक माँगें।",
    },
    unknown: { heading: "धन्यवाद", text: "रिसेप्शन पर देखा जा सकता है कि काम हुआ या नहीं।" },
    worked: "यह जुड़ गया:",
    failed: "यह नहीं जुड़ा:",
    call: "हमें {phone} पर फ़ोन करें।",
    tell: "रिसेप्शन पर बताएँ।",
    goodbye: "आप यह पेज बंद कर सकते हैं। अगर यह क्लिनिक का फ़ोन है, तो इसे लौटा दें।",
    language: "भाषा",
  },
};
