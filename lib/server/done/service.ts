import "server-only";
import { sessionReference } from "@/lib/server/connect/generations";
import { readBody } from "@/lib/server/read-body";
import { type Portal, portalsOf, type ReadSource } from "@/lib/server/sources/portals";
import { isConnected, isTriedInVain } from "@/lib/sessions/progress";
import type { HospitalState } from "@/lib/sessions/session";
import { type Whose, whoseAnswers } from "@/lib/sessions/whose";
import type { ClinicSettings } from "@/lib/settings/clinic";
import { asLanguage, type Language, preferredLanguage } from "@/lib/words/language";
import { type Found, findOutcome, type ReadProgress } from "./outcome";
import { type ReturnPage, renderReturnPage, styleHash } from "./page";

const tokenPurpose = "return-page";
const tokenLifetimeSeconds = 600;

/** The longest answer to the question is far shorter. */
const longestBody = 64;

/** More would be a list to search, and not help. */
const mostPortals = 5;

/** Nothing is kept, indexed, embedded, passed on or run; the one form there may be leads back here. */
function headers(formAction: "'none'" | "'self'" = "'none'") {
  return {
    "Cache-Control": "no-store",
    "Content-Security-Policy": `default-src 'none'; style-src '${styleHash}'; base-uri 'none'; form-action ${formAction}; frame-ancestors 'none'`,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
  };
}

/** What the return page needs from the rest of the app. */
export type DonePageCollaborators = {
  clinic: Pick<ClinicSettings, "name" | "phone" | "askWhose">;
  /** Our own id of the session that the API calls so; null when this desk did not make it. */
  findByReference(reference: string): Promise<string | null>;
  readProgress: ReadProgress;
  readSource: ReadSource;
  recordWhose(id: string, whose: Whose): Promise<void>;
  sealToken(purpose: string, text: string, ttlSeconds: number): string;
  /** The sealed text; null for a token that is expired, altered or made for something else. */
  openToken(purpose: string, token: string): string | null;
};

/** A handler of requests for the return page. */
type Answer = (request: Request) => Promise<Response>;

/**
 * Answers a patient's browser that comes back from the hosted page.
 *
 * It comes with the vendor's parameters, which anyone can type. Only the session reference is
 * read, and the browser is sent on at once to an address that tells nobody anything. There the
 * page claims what the API confirms, and no more.
 */
export function createDonePage(collaborators: DonePageCollaborators): Answer {
  return async (request) => {
    const asked = new URL(request.url).searchParams;
    const isClean = [...asked.keys()].every((name) => name === "t" || name === "lang");
    return isClean ? showPage(request, asked, collaborators) : sendOn(asked, collaborators);
  };
}

/**
 * Takes the answer to "Whose records did you connect?", once, and leads back to the page.
 *
 * The token is who may answer: it was given to this patient's browser alone. Its page hides where
 * it is from, so that there is no origin to compare; what the browser says of the sender still counts.
 */
export function createWhoseAnswer(collaborators: DonePageCollaborators): Answer {
  const { clinic, openToken, recordWhose } = collaborators;
  return async (request) => {
    const asked = new URL(request.url).searchParams;
    const token = asked.get("t");
    const id = token === null ? null : openToken(tokenPurpose, token);
    const whose = await readWhose(request);
    if (id !== null && whose && clinic.askWhose) await recordWhose(id, whose);
    return leadTo(cleanAddress(id === null ? null : token, asLanguage(asked.get("lang"))));
  };
}

async function readWhose(request: Request) {
  const site = request.headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin") return null;
  const body = await readBody(request, longestBody);
  if (!body.ok) return null;
  const answer = new URLSearchParams(body.value.toString("utf8")).get("whose");
  return whoseAnswers.find((whose) => whose === answer) ?? null;
}

/** Leaves the patient's id out of the address bar, the history and every referrer. */
async function sendOn(
  asked: URLSearchParams,
  { findByReference, sealToken }: DonePageCollaborators,
): Promise<Response> {
  const reference = sessionReference(asked);
  const id = reference === null ? null : await findByReference(reference);
  const token = id === null ? null : sealToken(tokenPurpose, id, tokenLifetimeSeconds);
  return leadTo(cleanAddress(token, asLanguage(asked.get("lang"))));
}

function leadTo(location: string): Response {
  return new Response(null, { status: 303, headers: { ...headers(), Location: location } });
}

const nothingKnown: Found = { outcome: "unknown", progress: null };

async function showPage(
  request: Request,
  asked: URLSearchParams,
  { clinic, openToken, readProgress, readSource }: DonePageCollaborators,
): Promise<Response> {
  const token = asked.get("t");
  const id = token === null ? null : openToken(tokenPurpose, token);
  const found = id === null ? nothingKnown : await findOutcome(id, readProgress);
  const whose = clinic.askWhose ? whoseOf(found) : "no";
  const page = renderReturnPage({
    clinicName: clinic.name,
    phone: clinic.phone,
    language:
      asLanguage(asked.get("lang")) ?? preferredLanguage(request.headers.get("accept-language")),
    outcome: found.outcome,
    hospitals: hospitalsOf(found),
    portals: await portalsNotConnected(found, readSource),
    whose,
    addressIn: (language) => cleanAddress(id === null ? null : token, language),
  });
  return new Response(page, {
    headers: {
      ...headers(whose === "ask" ? "'self'" : "'none'"),
      "Content-Type": "text/html; charset=utf-8",
    },
  });
}

function hospitalsOf({ progress }: Found): ReturnPage["hospitals"] {
  const names = (counts: (state: HospitalState) => boolean) =>
    progress?.hospitals.filter(({ state }) => counts(state)).map(({ name }) => name) ?? [];
  return { worked: names((state) => isConnected({ state })), failed: names(isTriedInVain) };
}

/** Where to sign in at what did not work, while another try may help. */
async function portalsNotConnected(
  { outcome, progress }: Found,
  readSource: ReadSource,
): Promise<Portal[]> {
  if (outcome !== "partly" && outcome !== "nothing") return [];
  const missing = progress?.hospitals.filter((hospital) => !isConnected(hospital)) ?? [];
  const ids = missing.slice(0, mostPortals).map(({ sourceId }) => sourceId);
  return portalsOf(ids, readSource);
}

/** Nobody is asked about records before there are any. */
function whoseOf({ outcome, progress }: Found): ReturnPage["whose"] {
  if (progress?.whose) return "answered";
  return outcome === "done" || outcome === "partly" ? "ask" : "no";
}

function cleanAddress(token: string | null, language: Language | null): string {
  const query = new URLSearchParams({
    ...(token === null ? {} : { t: token }),
    ...(language === null ? {} : { lang: language }),
  });
  return query.size === 0 ? "/done" : `/done?${query}`;
}
