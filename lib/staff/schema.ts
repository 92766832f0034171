import * as z from "zod/mini";
import { readEmailAddress } from "@/lib/email-address";
import { tidyCode } from "./code";
import { newPasswordProblem, passwordLimits } from "./password-rules";

/** In lower case: one address, one account. */
const email = z.string().check(
  z.check((context) => {
    const read = readEmailAddress(context.value);
    if (read.ok) context.value = read.value.toLowerCase();
    else context.issues.push({ code: "custom", message: `${read.error}.`, input: context.value });
  }),
);

const name = z
  .string()
  .check(
    z.trim(),
    z.minLength(1, "Enter a name."),
    z.maxLength(80, "Use 80 characters or fewer."),
    z.regex(/^[^\p{Cc}\u202a-\u202e\u2066-\u2069]*$/u, "Remove the hidden characters."),
  );

/** One that exists: only its size is looked at. */
const password = z
  .string()
  .check(z.minLength(1, "Enter your password."), z.maxLength(passwordLimits.longest * 4));

/** One to choose. The server also looks it up among common ones and compares it with name and email. */
const newPassword = z.string().check(
  z.check<string>((context) => {
    const message = newPasswordProblem(context.value);
    if (message) context.issues.push({ code: "custom", message, input: context.value });
  }),
);

const code = z
  .string()
  .check(
    z.maxLength(64, "This is too long for a code."),
    z.overwrite(tidyCode),
    z.minLength(6, "Enter the six digits that the app shows, or a recovery code."),
  );
const token = z.string().check(z.regex(/^[\w-]{43}$/));
const passkeyPart = z.string().check(z.maxLength(4000));
const role = z.enum(["desk", "administrator"], "Choose a role.");

export const idSchema = z.string().check(z.minLength(1), z.maxLength(64));
export const oneTimeTokenSchema = token;
export const signInSchema = z.object({ email, password });
/** Six digits of the authenticator app, or one recovery code. */
export const secondFactorSchema = z.object({ code });
/** `first-administrator` sends all, `invitation` and `new-password` token and password, `demo` the token. */
export const setUpSchema = z.object({
  token,
  name: z.optional(name),
  email: z.optional(email),
  password: z.optional(newPassword),
});
/** What the form asks for; the token stands in its address. */
export const setUpFormSchema = z.omit(setUpSchema, { token: true });
export const inviteSchema = z.object({ email, name, role });
export const changeRoleSchema = z.object({ staffId: idSchema, role });
export const changePasswordSchema = z.object({ currentPassword: password, newPassword });
/** Before anything that makes signing in easier or harder. */
export const passwordAgainSchema = z.object({ password });
const passkeyNameSchema = z
  .string()
  .check(z.trim(), z.minLength(1, "Name this passkey."), z.maxLength(60));
/** What the form asks for before it asks the browser. */
export const newPasskeySchema = z.extend(passwordAgainSchema, { name: passkeyNameSchema });
const credential = {
  id: passkeyPart,
  rawId: passkeyPart,
  type: z.literal("public-key"),
  clientExtensionResults: z.looseObject({}),
};
/** `response` is what the browser's `startRegistration` gave; the rest of it is checked when it is read. */
export const addPasskeySchema = z.object({
  name: passkeyNameSchema,
  response: z.looseObject({
    ...credential,
    response: z.looseObject({
      clientDataJSON: passkeyPart,
      attestationObject: z.string().check(z.maxLength(20_000)),
    }),
  }),
});
/** What the browser's `startAuthentication` gave; the rest of it is checked with the signature. */
export const passkeyAnswerSchema = z.looseObject({
  ...credential,
  response: z.looseObject({
    clientDataJSON: passkeyPart,
    authenticatorData: passkeyPart,
    signature: passkeyPart,
  }),
});
/** What is shown again before a strong act; without it the act answers what to show. */
export const proofSchema = z.optional(
  z.discriminatedUnion("way", [
    z.object({ way: z.literal("password"), password }),
    z.object({ way: z.literal("passkey"), answer: passkeyAnswerSchema }),
    z.object({ way: z.literal("single-sign-on") }),
  ]),
);
