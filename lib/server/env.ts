import "server-only";
import { resolve } from "node:path";
import { z } from "zod";
import { isEmailAddress } from "@/lib/email-address";
import { isLoopback, loopbackHosts } from "@/lib/loopback";
import type { GivenSettings } from "@/lib/settings/clinic";
import { clinicSchema } from "@/lib/settings/schema";
import { isSourceId } from "@/lib/sources/source-id";
import {
  databaseUrlSchema,
  issuerSchema,
  type MailSettings,
  mailServer,
  originSchema,
  safeOriginSchema,
  smtpUrlSchema,
} from "./env-address";
import { type OutgoingProxy, outgoingProxy, proxyFor, proxySchema } from "./proxy";
import { remember } from "./remember";

const domainWords = "must be domains such as clinic.example, comma between";

type SignInVariables = {
  MEDBLOCKS_API_URL: string;
  OIDC_ISSUER?: string | undefined;
  OIDC_CLIENT_ID?: string | undefined;
  OIDC_CLIENT_SECRET?: string | undefined;
  OIDC_ALLOWED_DOMAINS?: string[];
  PASSWORD_SIGN_IN?: string;
  DEMO_SIGN_IN?: string;
};

/** What makes no sense together, as the variable to name and what it must be. */
function signInProblems(env: SignInVariables): [string, string][] {
  const problems: [string, string][] = [];
  if (env.OIDC_ISSUER !== undefined) {
    const missing = (["OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"] as const).filter(
      (name) => !env[name],
    );
    for (const name of missing) problems.push([name, "must be set beside OIDC_ISSUER"]);
    if (!env.OIDC_ALLOWED_DOMAINS?.length) {
      problems.push(["OIDC_ALLOWED_DOMAINS", "must say whose e-mail addresses may sign in"]);
    }
  } else if (env.PASSWORD_SIGN_IN === "off") {
    problems.push(["PASSWORD_SIGN_IN", "must be on unless OIDC_ISSUER is set"]);
  }
  const apiIsHere =
    URL.canParse(env.MEDBLOCKS_API_URL) && isLoopback(new URL(env.MEDBLOCKS_API_URL));
  if (env.DEMO_SIGN_IN === "on" && !apiIsHere) {
    problems.push(["DEMO_SIGN_IN", "must be off unless the API is on this machine"]);
  }
  return problems;
}

/** An IPv6 address needs brackets in a URL. */
function plainOrigin(host: string, port: number): string {
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

const commaList = z.string().transform((text) =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean),
);

/** What the settings page would accept, so that a variable cannot say more than it. */
const clinic = clinicSchema.shape;

/** The only file that reads `process.env`. docs/operate.md explains each variable. */
const envSchema = z
  .object({
    MEDBLOCKS_API_KEY: z
      .string()
      .trim()
      .regex(/^[\x21-\x7e]+$/, "must be one line of visible ASCII characters"),
    MEDBLOCKS_API_URL: safeOriginSchema.default("https://app.medblocks.com"),
    MEDBLOCKS_GENERATION: z
      .enum(["sessions", "patient-flows", "patient-sessions", "auto"])
      .default("sessions"),
    MEDBLOCKS_VERSION: z
      .string()
      .trim()
      .regex(/^(\d{4}-\d\d-\d\d|key)$/, "must be a date such as 2026-04-25, or key")
      .default("2026-04-25"),
    MEDBLOCKS_LINK_ORIGINS: commaList.pipe(z.array(originSchema)).default([]),
    HOST: z
      .string()
      .refine((host) => URL.canParse(plainOrigin(host, 80)), "must be an address or a name")
      .default("127.0.0.1"),
    PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
    APP_URL: originSchema.optional(),
    HTTPS_PROXY: proxySchema.optional(),
    HTTP_PROXY: proxySchema.optional(),
    NO_PROXY: z.string().optional(),
    DATA_DIR: z.string().min(1).default("data"),
    DATABASE_URL: databaseUrlSchema.optional(),
    DESK_SECRET: z.string().min(32, "must be at least 32 characters").optional(),
    RETENTION_DAYS: z.coerce.number().pipe(clinic.retentionDays).optional(),
    CLINIC_NAME: z.string().pipe(clinic.name).optional(),
    CLINIC_TIME_ZONE: z.string().trim().min(1).pipe(clinic.timeZone).optional(),
    CLINIC_RETURN_URL: z.string().trim().min(1).pipe(clinic.returnUrl).optional(),
    CLINIC_BUTTON_LABEL: z.string().trim().min(1).pipe(clinic.buttonLabel).optional(),
    CLINIC_LINK_LIFETIME_SECONDS: z.coerce.number().pipe(clinic.linkLifetimeSeconds).optional(),
    CLINIC_HOSPITALS: commaList
      .transform((ids) => [...new Set(ids)])
      .refine((ids) => ids.every(isSourceId), "must be ids of hospitals, such as fhirsrc_…")
      .pipe(clinic.suggestedSourceIds)
      .optional(),
    OIDC_ISSUER: issuerSchema.optional(),
    OIDC_CLIENT_ID: z.string().trim().min(1).optional(),
    OIDC_CLIENT_SECRET: z.string().trim().min(1).optional(),
    OIDC_ALLOWED_DOMAINS: commaList
      .pipe(
        z.array(
          z
            .string()
            .toLowerCase()
            .regex(/^[\w-]+(\.[\w-]+)+$/, domainWords),
        ),
      )
      .default([]),
    SMTP_URL: smtpUrlSchema.optional(),
    MAIL_FROM: z
      .string()
      .trim()
      .refine(isEmailAddress, "must be an email address alone, such as desk@clinic.example")
      .optional(),
    PASSWORD_SIGN_IN: z.enum(["on", "off"]).default("on"),
    CLIENT_IP_HEADER: z
      .string()
      .toLowerCase()
      .regex(/^[a-z][\w-]*$/, "must be the name of a header")
      .optional(),
    DEMO_SIGN_IN: z.enum(["on", "off"]).default("off"),
    NEW_PASSWORD_FOR: z.string().trim().toLowerCase().min(1).optional(),
  })
  .superRefine((env, context) => {
    for (const [name, message] of signInProblems(env)) {
      context.addIssue({ code: "custom", path: [name], message });
    }
  })
  .superRefine((env, context) => {
    const [set, missing] = env.SMTP_URL ? ["SMTP_URL", "MAIL_FROM"] : ["MAIL_FROM", "SMTP_URL"];
    if (Boolean(env.SMTP_URL) === Boolean(env.MAIL_FROM)) return;
    context.addIssue({ code: "custom", path: [missing], message: `must be set beside ${set}` });
  })
  .superRefine((env, context) => {
    // Also runs when that address was refused: then as it was given.
    const apiIsHere =
      URL.canParse(env.MEDBLOCKS_API_URL) && isLoopback(new URL(env.MEDBLOCKS_API_URL));
    for (const origin of env.MEDBLOCKS_LINK_ORIGINS) {
      if (origin.startsWith("https:") || apiIsHere) continue;
      context.addIssue({
        code: "custom",
        path: ["MEDBLOCKS_LINK_ORIGINS"],
        message: "must be https unless the API itself is on this machine",
      });
    }
  });

/** All that this program reads; documents and examples name the same. */
export const variables = Object.keys(envSchema.shape);

/** Which ways in there are. */
export type SignInSettings = {
  password: boolean;
  /** Whether a one-time address for a demo clerk is printed. */
  demo: boolean;
  /** Email of one of the staff who can no longer sign in, for whom an address is printed; null: nobody. */
  newPasswordFor: string | null;
  /** Where the proxy in front writes who asks, in lower case; null: nobody's word is taken for it. */
  clientIpHeader: string | null;
  singleSignOn: SingleSignOnSettings | null;
};

/** An OpenID Connect provider. */
export type SingleSignOnSettings = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** In lower case; of whose e-mail addresses it is believed. */
  allowedDomains: readonly string[];
};

/** What the app was started with, checked once. */
export type Env = {
  connect: {
    apiUrl: string;
    apiKey: string;
    generation: "sessions" | "patient-flows" | "patient-sessions" | "auto";
    /** Sent with every call; null: the version stored with the key applies. */
    version: string | null;
    /** The proxy on the way there; null: none. */
    proxy: string | null;
    /** Origins that a hosted link may have; anything else is never shown. */
    linkOrigins: readonly string[];
  };
  /** On the way to anything that is not on this machine. */
  proxy: OutgoingProxy;
  /** Where browsers reach this app, without a path. */
  appUrl: string;
  /** `Host` headers that this app answers staff under: its own address and this machine's names. */
  hosts: readonly string[];
  dataDir: string;
  databaseUrl: string | null;
  deskSecret: string | null;
  signIn: SignInSettings;
  /** Null: this desk sends no email. */
  mail: MailSettings | null;
  /** What is set here is in charge; the rest is what administrators saved. */
  clinic: GivenSettings;
};

/**
 * Reads and checks the environment. An empty value counts as not set.
 *
 * @throws when a variable is missing or malformed; names it, never prints its value.
 */
export function readEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(
    Object.entries({ ...source, ...proxiesOf(source) }).filter(([, value]) => value !== ""),
  );
  const parsed = envSchema.safeParse(given);
  if (!parsed.success) {
    throw new Error(`The environment is not usable:\n${z.prettifyError(parsed.error)}`);
  }
  const env = parsed.data;
  const proxy = outgoingProxy(env);
  const appUrl = env.APP_URL ?? plainOrigin(env.HOST, env.PORT);
  return {
    connect: {
      apiUrl: env.MEDBLOCKS_API_URL,
      apiKey: env.MEDBLOCKS_API_KEY,
      generation: env.MEDBLOCKS_GENERATION,
      version: env.MEDBLOCKS_VERSION === "key" ? null : env.MEDBLOCKS_VERSION,
      proxy: proxyFor(new URL(env.MEDBLOCKS_API_URL), proxy),
      linkOrigins: env.MEDBLOCKS_LINK_ORIGINS.length
        ? env.MEDBLOCKS_LINK_ORIGINS
        : [env.MEDBLOCKS_API_URL],
    },
    proxy,
    appUrl,
    hosts: [appUrl, ...loopbackHosts.map((name) => `http://${name}:${env.PORT}`)].map(
      (url) => new URL(url).host,
    ),
    dataDir: resolve(env.DATA_DIR),
    databaseUrl: env.DATABASE_URL ?? null,
    deskSecret: env.DESK_SECRET ?? null,
    signIn: {
      password: env.PASSWORD_SIGN_IN === "on",
      demo: env.DEMO_SIGN_IN === "on",
      newPasswordFor: env.NEW_PASSWORD_FOR ?? null,
      clientIpHeader: env.CLIENT_IP_HEADER ?? null,
      singleSignOn: env.OIDC_ISSUER
        ? {
            issuer: env.OIDC_ISSUER,
            clientId: env.OIDC_CLIENT_ID ?? "",
            clientSecret: env.OIDC_CLIENT_SECRET ?? "",
            allowedDomains: env.OIDC_ALLOWED_DOMAINS,
          }
        : null,
    },
    mail:
      env.SMTP_URL && env.MAIL_FROM ? { ...mailServer(env.SMTP_URL), from: env.MAIL_FROM } : null,
    clinic: {
      name: env.CLINIC_NAME ?? null,
      timeZone: env.CLINIC_TIME_ZONE ?? null,
      returnUrl: env.CLINIC_RETURN_URL ?? null,
      buttonLabel: env.CLINIC_BUTTON_LABEL ?? null,
      linkLifetimeSeconds: env.CLINIC_LINK_LIFETIME_SECONDS ?? null,
      suggestedSourceIds: env.CLINIC_HOSPITALS ?? null,
      retentionDays: env.RETENTION_DAYS ?? null,
    },
  };
}

/** Most programs know these in small letters, and look at those first. */
function proxiesOf(source: Record<string, string | undefined>) {
  const names = ["HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY"];
  return Object.fromEntries(
    names.map((name) => [name, source[name.toLowerCase()] ?? source[name] ?? ""]),
  );
}

/** The environment of this process. @throws as `readEnv` does; `boot.ts` asks first. */
export function env(): Env {
  return remember("env", () => readEnv(process.env));
}

/** Whether a developer is watching the terminal, who may see everything. */
export function isDevelopment(): boolean {
  return process.env.NODE_ENV === "development";
}

/** Whether `next build` is running, which runs page code as well. */
export function isBuilding(): boolean {
  return process.env.NEXT_PHASE === "phase-production-build";
}
