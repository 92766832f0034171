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
  /** What to do with the page and the phone when nothing is left to do. */
  goodbye: string;
  /** Names the list of languages to a screen reader. */
  language: string;
};

/**
 * The return page in every language. A connection is confirmed, never the arrival of records.
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
      text: "Some of your records are on the way. But not all hospitals are connected. Tell the desk. You can try again.",
    },
    nothing: {
      heading: "No hospital is connected",
      text: "Tell the desk. We can help. You can try again if you like.",
    },
    unknown: { heading: "Thank you", text: "The desk can see if it worked." },
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
      text: "Una parte de su historial médico está en camino. Pero al menos un hospital no está conectado. Avise en recepción. Puede intentarlo otra vez.",
    },
    nothing: {
      heading: "Ningún hospital está conectado",
      text: "Avise en recepción. Le ayudamos. Puede intentarlo otra vez si quiere.",
    },
    unknown: { heading: "Gracias", text: "En recepción pueden ver si funcionó." },
    goodbye: "Puede cerrar esta página. Si este teléfono es de la clínica, devuélvalo.",
    language: "Idioma",
  },
  zh: {
    done: { heading: "已完成", text: "您的医院已连接。您的病历正在传送中。" },
    partly: {
      heading: "部分成功",
      text: "您的部分病历正在传送中。但至少有一家医院没有连接。请告诉前台。您可以再试一次。",
    },
    nothing: {
      heading: "没有连接任何医院",
      text: "请告诉前台，我们可以帮您。如果您愿意，可以再试一次。",
    },
    unknown: { heading: "谢谢", text: "前台可以看到是否成功。" },
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
      text: "Một phần hồ sơ của quý vị đang được gửi đến. Nhưng ít nhất một bệnh viện chưa được kết nối. Hãy báo cho quầy tiếp tân. Quý vị có thể thử lại.",
    },
    nothing: {
      heading: "Chưa có bệnh viện nào được kết nối",
      text: "Hãy báo cho quầy tiếp tân. Chúng tôi có thể giúp. Nếu muốn, quý vị có thể thử lại.",
    },
    unknown: {
      heading: "Cảm ơn quý vị",
      text: "Quầy tiếp tân có thể xem việc kết nối đã thành công hay chưa.",
    },
    goodbye:
      "Quý vị có thể đóng trang này. Nếu đây là điện thoại của phòng khám, xin vui lòng trả lại.",
    language: "Ngôn ngữ",
  },
  ar: {
    done: { heading: "لقد انتهيت", text: "تم ربط المستشفى الخاص بك. سجلاتك الطبية في الطريق." },
    partly: {
      heading: "نجح جزء من العملية",
      text: "بعض سجلاتك الطبية في الطريق. لكن هناك مستشفى واحد على الأقل غير مرتبط. يُرجى إبلاغ مكتب الاستقبال. يمكنك المحاولة مرة أخرى.",
    },
    nothing: {
      heading: "لم يتم ربط أي مستشفى",
      text: "يُرجى إبلاغ مكتب الاستقبال. يمكننا مساعدتك. يمكنك المحاولة مرة أخرى إذا أردت.",
    },
    unknown: { heading: "شكرًا لك", text: "يمكن لمكتب الاستقبال معرفة ما إذا نجح الأمر." },
    goodbye: "يمكنك إغلاق هذه الصفحة. إذا كان هذا هاتف العيادة، يُرجى إعادته.",
    language: "اللغة",
  },
  hi: {
    done: { heading: "काम पूरा हुआ", text: "आपका अस्पताल जुड़ गया है। आपके रिकॉर्ड आ रहे हैं।" },
    partly: {
      heading: "कुछ काम पूरा हुआ",
      text: "आपके कुछ रिकॉर्ड आ रहे हैं। लेकिन कम से कम एक अस्पताल नहीं जुड़ा है। रिसेप्शन पर बताएँ। आप फिर से कोशिश कर सकते हैं।",
    },
    nothing: {
      heading: "कोई अस्पताल नहीं जुड़ा है",
      text: "रिसेप्शन पर बताएँ। हम मदद कर सकते हैं। आप चाहें तो फिर से कोशिश कर सकते हैं।",
    },
    unknown: { heading: "धन्यवाद", text: "रिसेप्शन पर देखा जा सकता है कि काम हुआ या नहीं।" },
    goodbye: "आप यह पेज बंद कर सकते हैं। अगर यह क्लिनिक का फ़ोन है, तो इसे लौटा दें।",
    language: "भाषा",
  },
};
