import type { Language } from "./language";

/** The paper that a patient takes along, in one language. What stands in braces is filled in. */
export type HandoutWords = {
  title: string;
  /** Once more in words what to do with the code; the third has a `{domain}`. */
  steps: readonly [string, string, string, string];
  /** With a `{time}` and a `{day}`. */
  until: string;
  justForYou: string;
  help: string;
  /** Instead of `help` where the clinic has a `{phone}`. */
  helpByPhone: string;
  /** Names the code to a screen reader. */
  code: string;
};

/**
 * The handout in every language.
 *
 * The five texts besides English are drafts: a native health translator reads them before a clinic
 * hands them to patients.
 */
export const handoutWords: Record<Language, HandoutWords> = {
  en: {
    title: "Share your health records with us",
    steps: [
      "Open the camera on your phone.",
      "Point it at the square.",
      "Tap the link. It must start with {domain}.",
      "Pick your hospital and sign in there.",
    ],
    until: "Works until {time}, {day}.",
    justForYou: "It is just for you.",
    help: "Need help? Ask at the desk.",
    helpByPhone: "Need help? Ask at the desk or call {phone}.",
    code: "The code to scan",
  },
  es: {
    title: "Comparta su historial médico con nosotros",
    steps: [
      "Abra la cámara de su teléfono.",
      "Apunte al cuadrado.",
      "Toque el enlace. Debe empezar con {domain}.",
      "Elija su hospital e inicie sesión allí.",
    ],
    until: "Funciona hasta las {time}, {day}.",
    justForYou: "Es solo para usted.",
    help: "¿Necesita ayuda? Pregunte en recepción.",
    helpByPhone: "¿Necesita ayuda? Pregunte en recepción o llame al {phone}.",
    code: "El código que debe escanear",
  },
  zh: {
    title: "请与我们分享您的病历",
    steps: [
      "打开手机相机。",
      "对准方块。",
      "点击链接。链接开头必须是 {domain}。",
      "选择您的医院并在那里登录。",
    ],
    until: "有效期至{day} {time}。",
    justForYou: "仅供您本人使用。",
    help: "需要帮助？请询问前台。",
    helpByPhone: "需要帮助？请询问前台或致电 {phone}。",
    code: "要扫描的二维码",
  },
  vi: {
    title: "Chia sẻ hồ sơ sức khỏe với chúng tôi",
    steps: [
      "Mở máy ảnh trên điện thoại.",
      "Hướng máy ảnh vào ô vuông.",
      "Chạm vào đường liên kết. Liên kết phải bắt đầu bằng {domain}.",
      "Chọn bệnh viện của quý vị và đăng nhập ở đó.",
    ],
    until: "Dùng được đến {time}, {day}.",
    justForYou: "Chỉ dành riêng cho quý vị.",
    help: "Cần giúp đỡ? Hãy hỏi quầy tiếp tân.",
    helpByPhone: "Cần giúp đỡ? Hãy hỏi quầy tiếp tân hoặc gọi {phone}.",
    code: "Mã cần quét",
  },
  ar: {
    title: "شارك سجلاتك الصحية معنا",
    steps: [
      "افتح كاميرا هاتفك.",
      "وجّهها نحو المربع.",
      "اضغط على الرابط. يجب أن يبدأ بـ {domain}.",
      "اختر المستشفى الخاص بك وسجّل الدخول هناك.",
    ],
    until: "صالح حتى {time}، {day}.",
    justForYou: "هذا الرمز لك وحدك.",
    help: "تحتاج إلى مساعدة؟ اسأل مكتب الاستقبال.",
    helpByPhone: "تحتاج إلى مساعدة؟ اسأل مكتب الاستقبال أو اتصل على {phone}.",
    code: "الرمز المطلوب مسحه",
  },
  hi: {
    title: "अपने स्वास्थ्य रिकॉर्ड हमारे साथ साझा करें",
    steps: [
      "अपने फ़ोन का कैमरा खोलें।",
      "उसे इस चौकोर कोड के सामने रखें।",
      "लिंक पर टैप करें। लिंक {domain} से शुरू होना चाहिए।",
      "अपना अस्पताल चुनें और वहाँ साइन इन करें।",
    ],
    until: "{day}, {time} तक चलेगा।",
    justForYou: "यह सिर्फ़ आपके लिए है।",
    help: "मदद चाहिए? रिसेप्शन पर पूछें।",
    helpByPhone: "मदद चाहिए? रिसेप्शन पर पूछें या {phone} पर फ़ोन करें।",
    code: "स्कैन करने का कोड",
  },
};
