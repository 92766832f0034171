import "server-only";
import { createHash } from "node:crypto";
import { html } from "@/lib/server/html";

const style = `
:root{color-scheme:light dark;font:1.125rem/1.6 system-ui,Noto Sans,sans-serif}
body{margin:0 auto;padding:1.5rem 1rem;max-width:32rem}
h1{font-size:1.5rem;line-height:1.3}
`;

/** For the `style-src` of the page's content security policy. */
export const refusalStyleHash = `sha256-${createHash("sha256").update(style).digest("base64")}`;

/** Why there is no paper, for staff. */
export const refusals = {
  ended: {
    status: 410,
    heading: "This link has ended",
    text: "Nothing was printed. Go back and press New link, same details. It takes one minute.",
  },
  unknown: {
    status: 404,
    heading: "This link could not be loaded",
    text: "Nothing was printed. Go back and try again, or look for the patient in Links.",
  },
  "signed-out": {
    status: 401,
    heading: "Sign in again",
    text: "You were signed out. Nothing was printed. Sign in, then press Print again.",
  },
  "not-allowed": {
    status: 403,
    heading: "You cannot do this here",
    text: "Nothing was printed. Open the link from Links and press Print there.",
  },
} as const;

export type Refusal = keyof typeof refusals;

export function renderRefusal(refusal: Refusal): string {
  const { heading, text } = refusals[refusal];
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${heading} – Connect Desk</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${heading}</h1>
<p id="refusal">${text}</p>
</main>
</body>
</html>
`.text;
}
