/**
 * What patients read. Each language is one file beside this one, from which every page, paper and message
 * takes its part. The five besides English are drafts: a native health translator reads them before a
 * clinic shows them to patients.
 *
 * What stands in braces is filled in, in whatever order a language needs.
 */

import type { Whose } from "@/lib/sessions/whose";
import * as ar from "./ar";
import * as en from "./en";
import * as es from "./es";
import * as hi from "./hi";
import type { Language } from "./language";
import * as vi from "./vi";
import * as zh from "./zh";

/** A screen that faces patients: the code, and how to scan it with a phone. */
export type ScreenWords = {
  /** While it shows nobody's code. */
  idle: string;
  heading: string;
  steps: readonly [string, string, string];
  /** Stands before the domain of the link. */
  startsWith: string;
  noPhone: string;
  /** Names the code to a screen reader. */
  code: string;
  /** Names the list of languages to a screen reader, on the return page too. */
  language: string;
};

/** The paper that a patient takes along. */
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

/** A message that brings the link. Nothing in it tells of anybody's health. */
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

/** Help with signing in at a hospital, on the handout and on the return page. */
export type PortalWords = {
  heading: string;
  /** With the `{hospital}` and the address of its sign-in page, as `{portal}`. */
  where: string;
  forgotten: string;
  newAccount: string;
};

/**
 * What the return page may tell a patient, each no more than the API confirms.
 *
 * - `done`: every hospital that the patient tried is connected
 * - `partly`: some of those are
 * - `nothing`: none is, and the link has ended
 * - `unknown`: nobody can say right now
 */
export type ReturnOutcome = "done" | "partly" | "nothing" | "unknown";

/**
 * The return page. A connection is confirmed, never the arrival of records; and a link that has ended is
 * not opened again, so that another try begins with us.
 */
export type ReturnWords = Record<ReturnOutcome, { heading: string; text: string }> & {
  /** Before the names of the hospitals that are connected, and of those tried in vain. */
  worked: string;
  failed: string;
  /** Where the clinic's number is known, with it as `{phone}`; else where to ask. */
  call: string;
  tell: string;
  /** What to do with the page and the phone when nothing is left to do. */
  goodbye: string;
};

/** The return page's question: whose records were connected. */
export type WhoseWords = Record<Whose, string> & {
  question: string;
  /** After the answer. */
  thanks: string;
};

// Part by part and by name, so that a page loads no more than its own.
type InAll<Words> = Record<Language, Words>;

export const screenWords: InAll<ScreenWords> = {
  en: en.screen,
  es: es.screen,
  zh: zh.screen,
  vi: vi.screen,
  ar: ar.screen,
  hi: hi.screen,
};
export const handoutWords: InAll<HandoutWords> = {
  en: en.handout,
  es: es.handout,
  zh: zh.handout,
  vi: vi.handout,
  ar: ar.handout,
  hi: hi.handout,
};
export const messageWords: InAll<MessageWords> = {
  en: en.message,
  es: es.message,
  zh: zh.message,
  vi: vi.message,
  ar: ar.message,
  hi: hi.message,
};
export const portalWords: InAll<PortalWords> = {
  en: en.portal,
  es: es.portal,
  zh: zh.portal,
  vi: vi.portal,
  ar: ar.portal,
  hi: hi.portal,
};
export const returnWords: InAll<ReturnWords> = {
  en: en.returned,
  es: es.returned,
  zh: zh.returned,
  vi: vi.returned,
  ar: ar.returned,
  hi: hi.returned,
};
export const whoseWords: InAll<WhoseWords> = {
  en: en.whose,
  es: es.whose,
  zh: zh.whose,
  vi: vi.whose,
  ar: ar.whose,
  hi: hi.whose,
};

/** The words of a screen in one language. */
export type ScreenIn = { language: Language; words: ScreenWords };

/** In these languages; a page that is given them loads no others. */
export function screensIn(languages: readonly Language[]): ScreenIn[] {
  return languages.map((language) => ({ language, words: screenWords[language] }));
}
