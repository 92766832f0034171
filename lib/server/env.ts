import "server-only";
import { resolve } from "node:path";
import { z } from "zod";
import { limits } from "@/lib/sessions/limits";
import { isReturnUrl } from "@/lib/sessions/schema";
import { isSourceId } from "@/lib/sources/source-id";
import { remember } from "./remember";

const loopbackHosts = ["127.0.0.1", "localhost", "[::1]"];

function isLoopback(url: URL): boolean {
  return loopbackHosts.includes(url.hostname);
}

/** An address without path, query or user info: https, or http on this machine. */
const apiUrlSchema = z.url().transform((text, context) => {
  const url = new URL(text);
  const safe = url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url));
  if (!safe || url.username || url.password || url.pathname !== "/" || url.search || url.hash) {
    context.addIssue({
      code: "custom",
      message: "must be https://host (or http:// on this machine), with nothing behind it",
    });
    return z.NEVER;
  }
  return url.origin;
});

const originSchema = z
  .url({ protocol: /^https?$/, error: "must start with https:// or http://" })
  .transform((text) => new URL(text).origin);

/** An IPv6 address needs brackets in a URL. */
function plainOrigin(host: string, port: number): string {
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

const commaList = z
  .string()
  .default("")
  .transform((text) =>
    text
      .split(",")
      .map((part) => part.trim())
      .filter(Boolean),
  );

/** The only file that reads `process.env`. README.md explains each variable. */
const envSchema = z
  .object({
    MEDBLOCKS_API_KEY: z
      .string()
      .trim()
      .regex(/^[\x21-\x7e]+$/, "must be one line of visible ASCII characters"),
    MEDBLOCKS_API_URL: apiUrlSchema.default("https://app.medblocks.com"),
    MEDBLOCKS_GENERATION: z
      .enum(["sessions", "patient-flows", "patient-sessions", "auto"])
      .default("sessions"),
    MEDBLOCKS_LINK_ORIGINS: commaList.pipe(z.array(originSchema)),
    HOST: z
      .string()
      .refine((host) => URL.canParse(plainOrigin(host, 80)), "must be an address or a name")
      .default("127.0.0.1"),
    PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
    APP_URL: originSchema.optional(),
    DATA_DIR: z.string().min(1).default("data"),
    DATABASE_URL: z.string().startsWith("postgres").optional(),
    DESK_SECRET: z.string().min(32, "must be at least 32 characters").optional(),
    RETENTION_DAYS: z.coerce.number().int().min(1).max(3650).default(30),
    CLINIC_NAME: z.string().trim().min(1).max(60).default("Our clinic"),
    CLINIC_RETURN_URL: z.string().refine(isReturnUrl, "must start with https://").optional(),
    CLINIC_BUTTON_LABEL: z.string().trim().min(1).max(60).optional(),
    CLINIC_LINK_LIFETIME_SECONDS: z.coerce.number().int().min(60).max(86_400).default(3600),
    CLINIC_HOSPITALS: commaList.pipe(
      z
        .array(z.string().refine(isSourceId, "must be ids of hospitals, such as fhirsrc_…"))
        .max(limits.suggestedSources),
    ),
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
        message: "must be https unless the API itself is a sandbox on this machine",
      });
    }
  });

/** What the app was started with, checked once. */
export type Env = {
  connect: {
    apiUrl: string;
    apiKey: string;
    generation: "sessions" | "patient-flows" | "patient-sessions" | "auto";
    /** Origins that a hosted link may have; anything else is never shown. */
    linkOrigins: readonly string[];
    /** The API is a stand-in on this machine: its hospitals are made up. */
    isSandbox: boolean;
  };
  /** Address the server listens on. */
  host: string;
  /** Where browsers reach this app, without a path. */
  appUrl: string;
  /** `Host` headers that this app answers staff under: its own address and this machine's names. */
  hosts: readonly string[];
  dataDir: string;
  databaseUrl: string | null;
  deskSecret: string | null;
  retentionDays: number;
  clinic: {
    name: string;
    returnUrl: string;
    buttonLabel: string;
    linkLifetimeSeconds: number;
    /** Source ids, in the order to suggest them. */
    suggestedSourceIds: readonly string[];
  };
};

/**
 * Reads and checks the environment. An empty value counts as not set.
 *
 * @throws when a variable is missing or malformed; names it, never prints its value.
 */
export function readEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = envSchema.safeParse(given);
  if (!parsed.success) {
    throw new Error(`The environment is not usable:\n${z.prettifyError(parsed.error)}`);
  }
  const env = parsed.data;
  const appUrl = env.APP_URL ?? plainOrigin(env.HOST, env.PORT);
  return {
    connect: {
      apiUrl: env.MEDBLOCKS_API_URL,
      apiKey: env.MEDBLOCKS_API_KEY,
      generation: env.MEDBLOCKS_GENERATION,
      linkOrigins: env.MEDBLOCKS_LINK_ORIGINS.length
        ? env.MEDBLOCKS_LINK_ORIGINS
        : [env.MEDBLOCKS_API_URL],
      isSandbox: isLoopback(new URL(env.MEDBLOCKS_API_URL)),
    },
    host: env.HOST,
    appUrl,
    hosts: [appUrl, ...loopbackHosts.map((name) => `http://${name}:${env.PORT}`)].map(
      (url) => new URL(url).host,
    ),
    dataDir: resolve(env.DATA_DIR),
    databaseUrl: env.DATABASE_URL ?? null,
    deskSecret: env.DESK_SECRET ?? null,
    retentionDays: env.RETENTION_DAYS,
    clinic: {
      name: env.CLINIC_NAME,
      returnUrl: env.CLINIC_RETURN_URL ?? `${appUrl}/done`,
      buttonLabel: env.CLINIC_BUTTON_LABEL ?? env.CLINIC_NAME,
      linkLifetimeSeconds: env.CLINIC_LINK_LIFETIME_SECONDS,
      suggestedSourceIds: [...new Set(env.CLINIC_HOSPITALS)],
    },
  };
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
