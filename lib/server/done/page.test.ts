import { createHash, randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { languages } from "@/lib/words/language";
import { portalWords, type ReturnOutcome, returnWords, whoseWords } from "@/lib/words/patients";
import { dialledNumber, type ReturnPage, renderReturnPage, styleHash } from "./page";

const outcomes: ReturnOutcome[] = ["done", "partly", "nothing", "unknown"];

function render(more: Partial<ReturnPage> = {}): string {
  return renderReturnPage({
    language: "en",
    outcome: "done",
    clinicName: "Riverside Clinic",
    phone: "",
    hospitals: { worked: [], failed: [] },
    portals: [],
    whose: "no",
    addressIn: (language) => `/done?lang=${language}`,
    ...more,
  });
}

describe("the return page", () => {
  it.each(languages)(
    "weighs under 2 KiB compressed in %s, with all that can be long",
    (language) => {
      const token = randomBytes(90).toString("base64url");
      for (const outcome of outcomes) {
        const page = render({
          language,
          outcome,
          clinicName: "नदी किनारे का क्लिनिक और स्वास्थ्य केंद्र, मुख्य बाज़ार के पास",
          addressIn: (other) => `/done?t=${token}&lang=${other}`,
        });
        expect(gzipSync(page, { level: 9 }).length, outcome).toBeLessThan(2048);
      }
    },
  );

  it("carries no script, no handler, no form unless it asks, and nothing to fetch", () => {
    for (const outcome of outcomes) {
      expect(render({ outcome })).not.toMatch(
        /<script|<form|<img|<link|\son\w+=|style=|url\(|@import/i,
      );
    }
  });

  it("has exactly the style that its security policy lets through", () => {
    const style = /<style>(.*)<\/style>/s.exec(render())?.[1] ?? "";
    expect(styleHash).toBe(`sha256-${createHash("sha256").update(style).digest("base64")}`);
  });

  it("says which language it is in, and offers the others in their own names", () => {
    const page = render({ language: "ar" });
    expect(page).toContain('<html lang="ar" dir="rtl">');
    expect(page).toContain('<a href="/done?lang=vi" lang="vi" hreflang="vi">Tiếng Việt</a>');
    expect(page).toContain('<a href="/done?lang=ar" lang="ar" hreflang="ar" aria-current="true">');
    expect(page.match(/aria-current/g)?.length).toBe(2); // one link, and the rule that makes it bold
    expect(render({ language: "hi" })).toContain('<html lang="hi" dir="ltr">');
  });

  it("shows a clinic's name letter by letter, whatever is in it", () => {
    const clinicName = `A&B <script>alert("1")</script> 'x' عيادة \u202eevil`;
    const shown =
      "A&amp;B &lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &#39;x&#39; عيادة \u202eevil";
    const page = render({ clinicName });
    expect(page).toContain(`<header><bdi>${shown}</bdi></header>`);
    expect(page).toContain(`– ${shown}</title>`);
    expect(page).not.toContain("<script");
  });

  it("cannot be broken out of by an address", () => {
    expect(render({ addressIn: () => `/done?t="><b>&lang=en` })).toContain(
      'href="/done?t=&quot;&gt;&lt;b&gt;&amp;lang=en"',
    );
  });

  it.each(languages)("says what worked and what did not, and whom to call: %s", (language) => {
    const hospitals = { worked: ["<Mayo> Clinic"], failed: ["Mercy", "Cleveland Clinic"] };
    const page = render({ language, outcome: "partly", hospitals, phone: "+1 (555) 010-0199" });
    const { worked, failed } = returnWords[language];
    const lists = [
      `<p>${worked}</p>\n<ul>\n<li><bdi>&lt;Mayo&gt; Clinic</bdi></li>\n</ul>`,
      `<p>${failed}</p>\n<ul>\n<li><bdi>Mercy</bdi></li>\n<li><bdi>Cleveland Clinic</bdi></li>\n</ul>`,
    ];
    for (const list of lists) expect(page).toContain(list);
    expect(page).toContain('<a href="tel:+15550100199"><bdi dir="ltr">+1 (555) 010-0199</bdi></a>');
    expect(page).not.toContain(returnWords[language].tell);
  });

  it("sends to the desk where no phone is known, and only those who need it", () => {
    const asks = outcomes.filter((outcome) => render({ outcome }).includes(returnWords.en.tell));
    expect(asks).toEqual(["partly", "nothing"]);
    expect(render({ outcome: "done", phone: "555-0100" })).not.toContain("tel:");
  });

  it.each([
    ["(555) 010-0199", "5550100199"],
    ["+44 (0)20 7946 0000", "+442079460000"],
    ["＋４９ ３０ １２３４５６", "+4930123456"],
    ["555-0100 ext. 12", "5550100"],
    ["555-0100 x12", "5550100"],
    ["555-0100 / 555-0101", "5550100"],
    ["911", "911"],
    ["the front desk, room 12", null],
    ["12", null],
    ["1234567890123456", null],
  ])("dials %s as %s", (phone, dialled) => {
    expect(dialledNumber(phone)).toBe(dialled);
  });

  it.each(languages)("helps with signing in where it did not work: %s", (language) => {
    const url = "https://portal.example/sign-in?a=1&b=2";
    const portals = [{ hospital: "<Mayo> Clinic", url, host: "portal.example" }];
    const page = render({ language, outcome: "partly", portals });
    expect(page).toContain("<bdi>&lt;Mayo&gt; Clinic</bdi>");
    expect(page).toContain(
      '<a href="https://portal.example/sign-in?a=1&amp;b=2" rel="noreferrer noopener" referrerpolicy="no-referrer"><bdi dir="ltr">portal.example</bdi></a>',
    );
    expect(page).toContain(portalWords[language].forgotten);
  });

  it("asks whose records these are by three buttons, and thanks for the answer", () => {
    const asking = render({ whose: "ask", language: "es" });
    expect(asking).toContain('<form method="post" action="/done?lang=es" aria-labelledby="whose">');
    expect(asking.match(/<button name="whose" value="(mine|child|other)">/g)).toHaveLength(3);
    const answered = render({ whose: "answered", language: "es" });
    expect(answered).toContain(whoseWords.es.thanks);
    expect(answered).not.toContain("<form");
  });

  it("asks to close the page only when there is nothing left to do", () => {
    const asks = outcomes.filter((outcome) => render({ outcome }).includes("close this page"));
    expect(asks).toEqual(["done", "unknown"]);
  });
});
