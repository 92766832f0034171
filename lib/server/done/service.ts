import "server-only";
import { asLanguage, type Language, preferredLanguage } from "@/lib/patients/language";
import { sessionReference } from "@/lib/server/connect/generations";
import { findOutcome, type ReadProgress } from "./outcome";
import { renderReturnPage, styleHash } from "./page";

const tokenPurpose = "return-page";
const tokenLifetimeSeconds = 600;

/** Nothing is kept, indexed, embedded, passed on or run. */
const headers = {
  "Cache-Control": "no-store",
  "Content-Security-Policy": `default-src 'none'; style-src '${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "X-Robots-Tag": "noindex",
};

/** What the return page needs from the rest of the app. */
export type DonePageCollaborators = {
  clinicName: string;
  /** Our own id of the session that the API calls so; null when this desk did not make it. */
  findByReference(reference: string): Promise<string | null>;
  readProgress: ReadProgress;
  sealToken(purpose: string, text: string, ttlSeconds: number): string;
  /** The sealed text; null for a token that is expired, altered or made for something else. */
  openToken(purpose: string, token: string): string | null;
};

/**
 * Answers a patient's browser that comes back from the hosted page.
 *
 * It comes with the vendor's parameters, which anyone can type. Only the session reference is
 * read, and the browser is sent on at once to an address that tells nobody anything. There the
 * page claims what the API confirms, and no more.
 */
export function createDonePage(
  collaborators: DonePageCollaborators,
): (request: Request) => Promise<Response> {
  return async (request) => {
    const asked = new URL(request.url).searchParams;
    const isClean = [...asked.keys()].every((name) => name === "t" || name === "lang");
    return isClean ? showPage(request, asked, collaborators) : sendOn(asked, collaborators);
  };
}

/** Leaves the patient's id out of the address bar, the history and every referrer. */
async function sendOn(
  asked: URLSearchParams,
  { findByReference, sealToken }: DonePageCollaborators,
): Promise<Response> {
  const reference = sessionReference(asked);
  const id = reference === null ? null : await findByReference(reference);
  const token = id === null ? null : sealToken(tokenPurpose, id, tokenLifetimeSeconds);
  const location = cleanAddress(token, asLanguage(asked.get("lang")));
  return new Response(null, { status: 303, headers: { ...headers, Location: location } });
}

async function showPage(
  request: Request,
  asked: URLSearchParams,
  { clinicName, openToken, readProgress }: DonePageCollaborators,
): Promise<Response> {
  const token = asked.get("t");
  const id = token === null ? null : openToken(tokenPurpose, token);
  const page = renderReturnPage({
    clinicName,
    language:
      asLanguage(asked.get("lang")) ?? preferredLanguage(request.headers.get("accept-language")),
    outcome: id === null ? "unknown" : await findOutcome(id, readProgress),
    addressIn: (language) => cleanAddress(id === null ? null : token, language),
  });
  return new Response(page, {
    headers: { ...headers, "Content-Type": "text/html; charset=utf-8" },
  });
}

function cleanAddress(token: string | null, language: Language | null): string {
  const query = new URLSearchParams({
    ...(token === null ? {} : { t: token }),
    ...(language === null ? {} : { lang: language }),
  });
  return query.size === 0 ? "/done" : `/done?${query}`;
}
