import type { ProofQuestion } from "./staff/proof";

/**
 * What can stand in the way of what staff do at the desk, as plain data. The words for it are in
 * `lib/sessions/error-words.ts`; the vendor's own message never gets here.
 */
export type DeskError =
  /** The request did not come from a page of this app, at an address it knows. */
  | Failure<"not-our-page">
  /** Nobody is signed in, or no longer. */
  | Failure<"signed-out">
  /** Signed in, and not an administrator. */
  | Failure<"not-allowed">
  /** Signed in with a password only where a second factor is required and not set up. */
  | Failure<"second-factor-needed">
  /** What was sent does not pass the form's own rules. */
  | Failure<"invalid-input", { fields: { path: string; message: string }[] }>
  /** 401: the API does not accept this clinic's key. */
  | Failure<"key-refused">
  /** 403. */
  | Failure<"forbidden">
  /** The API does not serve this clinic, or this desk, for a reason that only who runs it can change. */
  | Failure<"not-served", { reason: NotServedReason }>
  /** 400, 422: the API refuses a value. `field` is ours, null when it named none that we have. */
  | Failure<"field-refused", { field: string | null }>
  /** 404 on sources: these are no longer in the catalog. */
  | Failure<"source-gone", { sourceIds: string[] }>
  /** No such link here. */
  | Failure<"session-not-found">
  /** 409. */
  | Failure<"conflict", { field: string | null }>
  /** The API knows this patient id under another name or email; nothing was sent. */
  | Failure<"identity-differs", { stored: PatientIdentity; typed: PatientIdentity }>
  /** The ID does not look as the clinic says that its IDs do; nothing was sent. */
  | Failure<"unusual-id", { patientId: string; example: string }>
  /** The ID is new, and looks like one that is known; nothing was sent. */
  | Failure<"looks-alike", { known: AlikeId }>
  /** This patient has a link that still works; nothing was sent. */
  | Failure<"open-link-exists", { links: OpenLink[] }>
  /** Another desk is making a link for this patient at this moment; nothing was sent. */
  | Failure<"being-made">
  /** 429; wait this long. `quota`: not this moment's requests, but all that the key may make. */
  | Failure<"rate-limited", { retryAfterSeconds: number; limit?: "quota" }>
  /** 402: the plan's patients are used up. */
  | Failure<"plan-exhausted">
  /** 502 from a system behind the API. */
  | Failure<"source-not-answering", { sourceIds: string[] }>
  /** Nothing could be sent. */
  | Failure<"no-connection">
  /**
   * This page is of another build than the server, or part of it cannot be loaded. `sent`: something was
   * sent before that was known, and what came of it is not.
   */
  | Failure<"page-too-old", { sent: boolean }>
  /** It was sent and no answer of ours came: the desk itself failed, or it was lost on the way. */
  | Failure<"answer-lost", { by: "desk" | "way" }>
  /** A read before the create got no usable answer; nothing was created. */
  | Failure<"not-answering">
  /** The create was sent and no answer tells what came of it. `fault`: the API itself reported a fault. */
  | Failure<"outcome-unknown", { attemptId: string; fault: boolean }>
  /** Looked for and not there: safe to press Create again. */
  | Failure<"not-made">
  /** The API made a session whose link is not safe to show. */
  | Failure<"unsafe-link">
  /** The API answered for somebody else; nothing is shown. */
  | Failure<"other-patient">;

/** What only signing in and running the staff can meet. The words for it: `lib/failure-words.ts`. */
export type StaffError =
  /** Email, password, code, passkey or provider's answer is not right; never says which. */
  | Failure<"sign-in-refused">
  /** Too many tries; wait this long. */
  | Failure<"wait-to-sign-in", { retryAfterSeconds: number }>
  /** Before what a found PC must not be enough for: they show again who they are. Nothing was done. */
  | Failure<"proof-needed", ProofQuestion>
  /** A one-time address that was used, withdrawn, is too old or never was. */
  | Failure<"one-time-address-gone">
  /** The provider of single sign-on could not be asked. */
  | Failure<"single-sign-on-not-answering">
  /** Without this administrator nobody could run the desk. */
  | Failure<"last-administrator">
  /** This email belongs to one of the staff already. */
  | Failure<"already-staff">
  /** No such member of staff, invitation or signed-in browser, or no longer. */
  | Failure<"staff-not-found">;

/** Every way in which a use case can end without doing what was asked. */
export type AppError = DeskError | StaffError;

/**
 * Why nothing was served: the key's end date has passed, the plan lacks this, the API's version is not
 * known there, more was sent than fits, too many keys, or what answers is not the API.
 */
export type NotServedReason =
  | "key-expired"
  | "not-in-plan"
  | "version"
  | "too-large"
  | "too-many-keys"
  | "not-the-api";

type Failure<Kind extends string, More = unknown> = {
  kind: Kind;
  /** The API's `X-Request-Id`, to quote to support; null when the API was not reached. */
  requestId: string | null;
} & More;

export type AppErrorKind = AppError["kind"];

/** Name and email as the API or the form has them; empty string: none. */
export type PatientIdentity = { name: string; email: string };

/** A patient ID that looks like the one typed. `openForMs`: how old the link is that works; null: none does. */
export type AlikeId = { patientId: string; name: string; openForMs: number | null };

/** A link that still works, as offered beside "make another". */
export type OpenLink = { id: string; tag: string; expiresAt: string };
