/** Arabic. */
import type {
  HandoutWords,
  MessageWords,
  PortalWords,
  ReturnWords,
  ScreenWords,
  WhoseWords,
} from "./patients";

export const screen: ScreenWords = {
  idle: "سنساعدك بعد لحظات",
  heading: "امسح الرمز بهاتفك",
  steps: ["افتح الكاميرا.", "وجّهها نحو المربع.", "اضغط على الرابط."],
  startsWith: "يبدأ الرابط بـ",
  noPhone: "ليس لديك هاتف؟ اسألنا.",
  code: "الرمز المطلوب مسحه",
  language: "اللغة",
};

export const handout: HandoutWords = {
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
};

export const message: MessageWords = {
  subject: "رابط لك من {clinic}",
  whatItIs: "أرسلت لك {clinic} هذا الرابط. استخدمه لمشاركة سجلاتك معنا.",
  open: "افتح الرابط",
  until: "صالح حتى {time}، {day}.",
  justForYou: "هذا الرابط لك وحدك. لا ترسله إلى أي شخص آخر.",
  helpByPhone: "تحتاج إلى مساعدة؟ اتصل على {phone}.",
};

export const portal: PortalWords = {
  heading: "أين تسجّل الدخول",
  where: "{hospital}: سجّل الدخول على {portal}.",
  forgotten: "نسيت كلمة المرور؟ استخدم تلك الصفحة.",
  newAccount: "قد يحتاج الحساب الجديد إلى يوم.",
};

export const returned: ReturnWords = {
  done: {
    heading: "لقد انتهيت",
    text: "تم ربط المستشفى الخاص بك. سجلاتك الطبية في الطريق.",
  },
  partly: {
    heading: "نجح جزء من العملية",
    text: "بعض سجلاتك الطبية في الطريق. لتجربة الباقي، اطلب منا رابطًا جديدًا.",
  },
  nothing: {
    heading: "لم يتم ربط أي مستشفى",
    text: "يمكننا مساعدتك. اطلب منا رابطًا جديدًا.",
  },
  unknown: {
    heading: "شكرًا لك",
    text: "يمكن لمكتب الاستقبال معرفة ما إذا نجح الأمر.",
  },
  worked: "نجح هذا:",
  failed: "لم ينجح هذا:",
  call: "اتصل بنا على {phone}.",
  tell: "يُرجى إبلاغ مكتب الاستقبال.",
  goodbye: "يمكنك إغلاق هذه الصفحة. إذا كان هذا هاتف العيادة، يُرجى إعادته.",
};

export const whose: WhoseWords = {
  question: "سجلات مَن قمت بربطها؟",
  mine: "سجلاتي",
  child: "سجلات طفلي",
  other: "سجلات شخص آخر",
  thanks: "شكرًا لك. يمكن لمكتب الاستقبال رؤية إجابتك.",
};
