import type { Language } from "./language";

/** Help with signing in at a hospital, in one language. */
export type PortalWords = {
  heading: string;
  /** With the `{hospital}` and the address of its sign-in page, as `{portal}`. */
  where: string;
  forgotten: string;
  newAccount: string;
};

/**
 * Help with signing in at a hospital, in every language: for the handout and the return page.
 *
 * The five texts besides English are drafts: a native health translator reads them before a clinic
 * shows them to patients.
 */
export const portalWords: Record<Language, PortalWords> = {
  en: {
    heading: "Where to sign in",
    where: "{hospital}: sign in at {portal}.",
    forgotten: "Forgot your password? Use that page.",
    newAccount: "A new account may need a day.",
  },
  es: {
    heading: "Dónde iniciar sesión",
    where: "{hospital}: inicie sesión en {portal}.",
    forgotten: "¿Olvidó su contraseña? Use esa página.",
    newAccount: "Una cuenta nueva puede tardar un día.",
  },
  zh: {
    heading: "在哪里登录",
    where: "{hospital}：请在 {portal} 登录。",
    forgotten: "忘记密码？请使用该页面。",
    newAccount: "新账户可能需要一天才能使用。",
  },
  vi: {
    heading: "Nơi đăng nhập",
    where: "{hospital}: đăng nhập tại {portal}.",
    forgotten: "Quên mật khẩu? Hãy dùng trang đó.",
    newAccount: "Tài khoản mới có thể cần một ngày.",
  },
  ar: {
    heading: "أين تسجّل الدخول",
    where: "{hospital}: سجّل الدخول على {portal}.",
    forgotten: "نسيت كلمة المرور؟ استخدم تلك الصفحة.",
    newAccount: "قد يحتاج الحساب الجديد إلى يوم.",
  },
  hi: {
    heading: "कहाँ साइन इन करें",
    where: "{hospital}: {portal} पर साइन इन करें।",
    forgotten: "पासवर्ड भूल गए? उसी पेज का इस्तेमाल करें।",
    newAccount: "नए खाते में एक दिन लग सकता है।",
  },
};
