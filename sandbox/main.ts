import { z } from "zod";
import { familyNames } from "./families";
import { demoKey, type SandboxOptions, startSandbox } from "./server";
import { settingsSchema } from "./settings";

const commaList = z.string().transform((text) => text.split(",").map((part) => part.trim()));
const wholeNumber = z.string().regex(/^\d+$/, "must be a whole number").transform(Number);

/** What the sandbox can be told from outside. README.md explains each variable. */
const environmentSchema = z.object({
  SANDBOX_PORT: wholeNumber.pipe(z.int().max(65_535)).default(4010),
  SANDBOX_HOST: z.string().default("127.0.0.1"),
  SANDBOX_PUBLIC_ORIGIN: z
    .url()
    .transform((text) => new URL(text).origin)
    .optional(),
  SANDBOX_KEYS: commaList.default([demoKey]),
  SANDBOX_LATENCY_MS: wholeNumber.default(0),
  SANDBOX_CATALOG_SIZE: wholeNumber.nullable().default(null),
  SANDBOX_UNKNOWN_PATHS: settingsSchema.shape.unknownPaths,
  SANDBOX_FAMILIES: commaList.pipe(z.array(z.enum(familyNames))).default([...familyNames]),
});

function readOptions(environment: Record<string, string | undefined>): SandboxOptions {
  const given = Object.entries(environment).filter(([, value]) => value !== "");
  const parsed = environmentSchema.safeParse(Object.fromEntries(given));
  if (!parsed.success) stop(`The sandbox cannot use this:\n${z.prettifyError(parsed.error)}`);
  const values = parsed.data;
  return {
    port: values.SANDBOX_PORT,
    host: values.SANDBOX_HOST,
    keys: values.SANDBOX_KEYS,
    ...(values.SANDBOX_PUBLIC_ORIGIN && { publicOrigin: values.SANDBOX_PUBLIC_ORIGIN }),
    settings: {
      latencyMs: values.SANDBOX_LATENCY_MS,
      catalogSize: values.SANDBOX_CATALOG_SIZE,
      families: values.SANDBOX_FAMILIES,
      unknownPaths: values.SANDBOX_UNKNOWN_PATHS,
    },
  };
}

function stop(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

function whyNot(error: unknown, { port, host }: SandboxOptions): string {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code === "EADDRINUSE") {
    return `Port ${port} is taken by another program. Set SANDBOX_PORT to a free one.`;
  }
  if (code === "EADDRNOTAVAIL") return `This machine has no address ${host}. Check SANDBOX_HOST.`;
  return `The sandbox could not start: ${String(error)}`;
}

const options = readOptions(process.env);
const sandbox = await startSandbox(options).catch((error: unknown) => stop(whyNot(error, options)));
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, () => sandbox.close().finally(() => process.exit(0)));
}
process.stdout.write(`Sandbox ready at ${sandbox.origin}\n`);
