import type { Language } from "@/lib/words/language";
import { messageWords } from "@/lib/words/patients";

/** What a message with a link is made of. */
export type MessageFacts = {
  language: Language;
  clinic: { name: string; phone: string };
  url: string;
  /** When the link stops working, ISO 8601 UTC. */
  expiresAt: string;
  /** IANA name of the clinic's zone, in which the time is told. */
  timeZone: string;
};

/** A message in parts, each a line or two without line breaks. */
export type Message = {
  subject: string;
  whatItIs: string;
  url: string;
  open: string;
  /** Until when it works, that it is theirs alone, and where help is. */
  notes: string[];
  clinic: string;
};

/** The clinic's message to a patient: the link and how to use it, no name, nothing about health. */
export function messageOf(facts: MessageFacts): Message {
  const { language, url, expiresAt, timeZone } = facts;
  const words = messageWords[language];
  const clinic = oneLine(facts.clinic.name);
  const phone = oneLine(facts.clinic.phone);
  const at = new Date(expiresAt);
  const inWords = (format: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, { ...format, timeZone }).format(at);
  const fill = (text: string) =>
    filled(text, {
      clinic,
      phone,
      time: inWords({ hour: "numeric", minute: "2-digit", timeZoneName: "short" }),
      day: inWords({ weekday: "long", month: "long", day: "numeric" }),
    });
  return {
    subject: fill(words.subject),
    whatItIs: fill(words.whatItIs),
    url,
    open: words.open,
    notes: [words.until, words.justForYou, ...(phone ? [words.helpByPhone] : [])].map(fill),
    clinic,
  };
}

/** The message as plain text. The link stands alone on its line, so that every program makes it one. */
export function messageText({ whatItIs, url, notes, clinic }: Message): string {
  return [whatItIs, "", url, "", ...notes, "", clinic].join("\n");
}

/** All at once: a clinic's name may have braces too. */
function filled(text: string, values: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
}
