import type { DeskError } from "./errors";
import { askWhichDesk, notePageIsOld } from "./page-age";
import { fail, type Result } from "./result";

type NoAnswer = Extract<DeskError, { kind: "page-too-old" | "answer-lost" | "no-connection" }>;

/** What an action answers; when no answer came, why. */
export async function tried<Answer, Failure>(
  answer: Promise<Result<Answer, Failure>>,
): Promise<Result<Answer, Failure | NoAnswer>> {
  return answer.catch(async (error) => fail(await whyNoAnswer(error)));
}

/**
 * Why a server action that was called gave no answer of its own. Two builds after each other on one
 * address showed what Next does: an action that the new one does not know is answered with status 409 and
 * `x-nextjs-action-not-found: 1`, and throws an error of this name here. One that throws on the server
 * throws here with a digest; a page of a proxy, whatever its status, throws neither.
 */
export async function whyNoAnswer(error: unknown): Promise<NoAnswer> {
  if (error instanceof Error && error.name === "UnrecognizedActionError") {
    notePageIsOld();
    return { kind: "page-too-old", sent: false, requestId: null };
  }
  if (error instanceof Error && "digest" in error) {
    return { kind: "answer-lost", by: "desk", requestId: null };
  }
  const answering = await askWhichDesk();
  return answering === "none"
    ? { kind: "no-connection", requestId: null }
    : { kind: "answer-lost", by: "way", requestId: null };
}

/** Why a part of this page could not be loaded. Nothing was sent by then. */
export async function whyNotLoaded(): Promise<
  Extract<DeskError, { kind: "page-too-old" | "no-connection" }>
> {
  return (await askWhichDesk()) === "none"
    ? { kind: "no-connection", requestId: null }
    : { kind: "page-too-old", sent: false, requestId: null };
}
