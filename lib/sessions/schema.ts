import * as z from "zod/mini";
import { readEmailAddress } from "@/lib/email-address";
import { isLoopback } from "@/lib/loopback";
import { ok } from "@/lib/result";
import { isSourceId } from "@/lib/sources/source-id";
import { attemptMetadataKey } from "./attempt";
import { anyId, type IdRules } from "./id-rules";
import { limits } from "./limits";
import { readPatientId, withBlanks } from "./patient-id";
import { nameProblem } from "./text-rules";

const messages = {
  lifetime: "Choose a time between 1 minute and 24 hours",
  onlySource: "Choose one hospital",
  returnUrl: "Return page must start with https://",
};

function tooLong(max: number): string {
  return `Use ${max} characters or fewer`;
}

/** Adds the sentence of `problemOf` as the issue of a text, if it has one. */
function without(problemOf: (text: string) => string | null) {
  return z.check<string>((context) => {
    const message = problemOf(context.value);
    if (message) context.issues.push({ code: "custom", message, input: context.value });
  });
}

/** Trimmed, in the one Unicode form in which equal texts are equal. */
const line = z.string().check(z.overwrite((text) => text.normalize("NFC").trim()));

function patientIdBy(rules: IdRules) {
  return z.string().check(
    z.check((context) => {
      const read = readPatientId(context.value, rules);
      if (read.ok) context.value = read.value;
      else context.issues.push({ code: "custom", message: read.error, input: "" });
    }),
  );
}

const idText = z.optional(z.string().check(z.maxLength(limits.patientId * 2)));

/** What is known and what staff said beside the ID itself. None of it is about any other ID. */
const idAnswers = z.object({
  /** As it stood in the field, with its blanks. */
  typed: idText,
  /** The spelling that staff chose, blanks and all. */
  exactly: idText,
  /** Staff saw that this ID does not look like the clinic's, and it is right. */
  sureOf: idText,
  /** Staff saw that these IDs look like the one typed, and they are other patients'. */
  anotherThan: z.optional(z.array(idText).check(z.maxLength(limits.alikeIds))),
});

const name = line.check(z.maxLength(limits.name, tooLong(limits.name)), without(nameProblem));

const email = z.string().check(
  z.check((context) => {
    const read = context.value.trim() === "" ? ok("") : readEmailAddress(context.value);
    if (read.ok) context.value = read.value;
    else context.issues.push({ code: "custom", message: read.error, input: context.value });
  }),
);

const sourceId = z.string().check(z.refine(isSourceId));

/** Whether patients may be sent there: https anywhere, plain http only on this very machine. */
export function isReturnUrl(text: string): boolean {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.username || url.password) return false;
  return url.protocol === "https:" || isLoopback(url);
}

/** Trimmed and else as it was typed: another Unicode form may be another address. */
const returnUrl = z.string().check(
  z.overwrite((text) => text.trim()),
  z.maxLength(limits.returnUrl, tooLong(limits.returnUrl)),
  without(nameProblem),
  z.refine((text) => text === "" || isReturnUrl(text), { error: messages.returnUrl }),
);

const metadataRow = z.object({
  key: line.check(
    z.maxLength(limits.metadataKey, tooLong(limits.metadataKey)),
    without(nameProblem),
    z.refine((key) => key !== attemptMetadataKey && !(key in {}), {
      error: "Choose another name for this note",
    }),
  ),
  value: line.check(
    z.maxLength(limits.metadataValue, tooLong(limits.metadataValue)),
    without(nameProblem),
  ),
});

const metadata = z.array(metadataRow).check(
  z.maxLength(limits.metadataRows, `Use ${limits.metadataRows} notes or fewer`),
  z.check((context) => {
    const seen = new Set<string>();
    context.value.forEach((row, index) => {
      const message =
        row.key === "" && row.value !== ""
          ? "Enter a name for this note"
          : seen.has(row.key) && row.key !== ""
            ? "This name is used twice"
            : null;
      seen.add(row.key);
      if (!message) return;
      context.issues.push({ code: "custom", message, input: row.key, path: [index, "key"] });
    });
  }),
);

const identity = z.object({ name: z.string(), email: z.string() });

/**
 * What the form sends and the server action accepts: one schema for both.
 * An empty text means "not given"; an empty return page or label means the clinic's own.
 *
 * Source: the owner's contract for `POST /sessions`.
 */
export const createSessionSchema = createSessionSchemaBy(anyId);

/** @param rules what the clinic says of its IDs, which only the server knows */
export function createSessionSchemaBy(rules: IdRules) {
  return z
    .object({
      /** Made with the form; the same press never makes two links. */
      attemptId: z.string().check(z.regex(/^[a-z0-9]{32}$/)),
      patientId: patientIdBy(rules),
      idAnswers: z.optional(idAnswers),
      name,
      email,
      mode: z.enum(["suggest", "only"]),
      suggestedSourceIds: z
        .array(sourceId)
        .check(
          z.maxLength(
            limits.suggestedSources,
            `Suggest ${limits.suggestedSources} hospitals or fewer`,
          ),
        ),
      /** Empty unless one is chosen. */
      onlySourceId: z.union([z.literal(""), sourceId]),
      lifetimeSeconds: z
        .number({ error: messages.lifetime })
        .check(
          z.int({ error: messages.lifetime }),
          z.minimum(limits.lifetimeSeconds.min, messages.lifetime),
          z.maximum(limits.lifetimeSeconds.max, messages.lifetime),
        ),
      returnUrl,
      buttonLabel: line.check(
        z.maxLength(limits.buttonLabel, tooLong(limits.buttonLabel)),
        without(nameProblem),
      ),
      metadata,
      /** The stored name and email that staff saw and chose to replace; null: nothing was confirmed. */
      replaces: z.nullable(identity),
      /** Staff saw the open link and want another. */
      makeAnother: z.boolean(),
    })
    .check(
      z.refine((input) => input.mode === "suggest" || input.onlySourceId !== "", {
        path: ["onlySourceId"],
        error: messages.onlySource,
      }),
      z.check(({ value }) => {
        const { typed = "", exactly } = value.idAnswers ?? {};
        const chosen = withBlanks(typed);
        if (chosen === null || chosen !== exactly) return;
        const read = readPatientId(chosen, rules);
        if (read.ok && read.value === value.patientId) value.patientId = chosen;
      }),
    );
}

export type CreateSessionInput = z.infer<typeof createSessionSchema>;
