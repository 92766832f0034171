import type { CheckedConnection, ConnectionFacts, ConnectionVerdict } from "./connection";

/** What a check found, for a reader who is no programmer: what is wrong, and what to do. */
export type VerdictWords = { heading: string; text: string };

const askSupport = "If it goes on, ask Medblocks and quote the reference.";

const unreachable = {
  refused: "Nothing answers there: no server is listening.",
  dns: "There is no computer of that name, or this server cannot look names up.",
  tls: "Its certificate is not trusted, so nothing was sent.",
  "connect-timeout": "Nothing answered in time.",
  "no-route": "This server has no way to it: check its network.",
  proxy: "The proxy on the way does not let this server through.",
  other: "The connection could not be made.",
} as const;

/** The words for one verdict. */
export function verdictWords(verdict: ConnectionVerdict, facts: ConnectionFacts): VerdictWords {
  const { apiUrl } = facts;
  switch (verdict.kind) {
    case "well":
      return {
        heading: "All is well",
        text: verdict.missing
          ? `The API accepts the key. It does not know ${verdict.missing} and speaks ${verdict.generation}, so links are made as ${verdict.generation}. There is nothing to do.`
          : `The API accepts the key and speaks ${verdict.generation}.`,
      };
    case "version-refused":
      return {
        heading: "The API does not know this version",
        text: "It refuses the version that this desk asks for. Set MEDBLOCKS_VERSION to one that your account has, or to key for the one stored with the key.",
      };
    case "key-refused":
      return {
        heading: "The key is not accepted",
        text: `The API at ${apiUrl} does not know this key. Check MEDBLOCKS_API_KEY: it may be mistyped, revoked, or belong to another environment.`,
      };
    case "key-not-allowed":
      return {
        heading: "The key may not do this",
        text: `The API knows this key and refuses it ${verdict.what === "links" ? "the links" : "the list of hospitals"}. Ask Medblocks what the key of MEDBLOCKS_API_KEY may do.`,
      };
    case "unreachable":
      return {
        heading: "The address cannot be reached",
        text: `${unreachable[verdict.cause]} Check MEDBLOCKS_API_URL, which is ${apiUrl}${throughProxy(facts)}.`,
      };
    case "no-answer":
      return {
        heading: "There is no answer",
        text: `${apiUrl} was reached and did not answer in time. Try again in a minute. If it goes on, check MEDBLOCKS_API_URL and the network of this server.`,
      };
    case "not-the-api":
      return {
        heading: "This address is not the API",
        text: `${apiUrl} answers, but not as the API does. It may be a web page, or a network that wants a sign-in first. Check MEDBLOCKS_API_URL.`,
      };
    case "other-generation":
      return {
        heading: "The API speaks another generation",
        text: `This address does not know ${verdict.configured}, nor does it tell what it speaks instead. Check MEDBLOCKS_GENERATION and MEDBLOCKS_API_URL.`,
      };
    case "generation-not-told":
      return {
        heading: "The API does not tell its generation",
        text: "The key is accepted. Links are made as sessions until the API tells. If links fail, set MEDBLOCKS_GENERATION to the generation of your account.",
      };
    case "plan":
      return {
        heading: "The plan does not cover this",
        text:
          verdict.lacks === "feature"
            ? "The API accepts the key and says that the plan of this account does not include this. Ask Medblocks for another plan."
            : "The API accepts the key and says that the patients of this account's plan are used up. Ask Medblocks for another plan. Links already made still work.",
      };
    case "busy":
      return {
        heading: verdict.isQuota ? "The quota of the key is used up" : "Medblocks asks us to wait",
        text: `The address answers. Check again in ${verdict.retryAfterSeconds} seconds.`,
      };
    case "fault":
      return {
        heading: "Medblocks has a problem",
        text: `The address answers with the error ${verdict.status}. Try again in a minute. ${askSupport}`,
      };
  }
}

/** Which environment the key is for. */
export const environmentWords: Record<ConnectionFacts["environment"], string> = {
  demo: "Demo sandbox on this computer: the hospitals are made up",
  sandbox: "Sandbox: no real hospitals",
  live: "Production: real patients",
  unknown: "Not known: the key does not begin like one of Medblocks",
};

/** What everybody reads on every page, so that nobody takes practice for the real thing. */
export const badgeWords: Record<ConnectionFacts["environment"], string | null> = {
  demo: "Demo: made-up hospitals",
  sandbox: "Sandbox: no real hospitals",
  live: null,
  unknown: null,
};

/** What a start says in the terminal of the key and of what a check found. */
export function startWords({ verdict }: CheckedConnection, facts: ConnectionFacts): string {
  const { heading, text } = verdictWords(verdict, facts);
  return `The key: ${environmentWords[facts.environment]}.\nConnection: ${heading}. ${text}`;
}

/** The configured generation, and what reading found. */
export function generationWords({ generation, detected }: ConnectionFacts): string {
  if (generation !== "auto") {
    return detected && detected !== generation
      ? `${detected}, as the API does not know ${generation}`
      : generation;
  }
  return detected ? `auto, which found ${detected}` : "auto, which has not asked yet";
}

/** Where nothing comes through it may be the proxy's doing. */
function throughProxy({ proxy }: ConnectionFacts): string {
  return proxy ? `, and the proxy ${proxy} on the way there: HTTPS_PROXY and NO_PROXY` : "";
}
