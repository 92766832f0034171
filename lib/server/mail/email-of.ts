import "server-only";
import { type Message, messageText } from "@/lib/patients/message";
import { type Html, html } from "@/lib/server/html";
import { directionOf, type Language } from "@/lib/words/language";
import type { Email } from "./send";

/** The clinic's message as an email: text and the same as a page, without pictures or tracking. */
export function emailOf(message: Message, language: Language, to: string): Email {
  return {
    to,
    fromName: message.clinic,
    subject: message.subject,
    text: messageText(message),
    html: page(message, language).text,
  };
}

/** Mail programs know no style sheets: each element brings its own. */
function page({ subject, whatItIs, url, open, notes, clinic }: Message, language: Language): Html {
  return html`<!doctype html>
<html lang="${language}" dir="${directionOf(language)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${subject}</title></head>
<body style="margin:0;padding:24px;background:#ffffff;color:#14212b;font:18px/1.5 system-ui,'Segoe UI',Arial,sans-serif">
<p>${whatItIs}</p>
<p><a href="${url}" rel="noreferrer" style="display:inline-block;padding:12px 20px;border-radius:8px;background:#0b5a66;color:#ffffff;font-weight:600;text-decoration:none">${open}</a></p>
<p dir="ltr" style="overflow-wrap:anywhere;font-size:16px">${url}</p>
${notes.map((note) => html`<p>${note}</p>\n`)}<p><strong>${clinic}</strong></p>
</body>
</html>
`;
}
