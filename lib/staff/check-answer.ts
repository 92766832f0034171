import { noteBuild } from "@/lib/page-age";
import { tellSignedOut } from "./sign-in-news";

/**
 * Lets a 2xx pass. An answer of another build shows that this page is old. When the server says that
 * nobody is signed in any more, every window of this browser is covered.
 *
 * @param what was asked for, to name in the error
 * @throws for any other answer
 */
export function checkAnswer(answer: Response, what: string): void {
  noteBuild(answer.headers.get("Desk-Build"));
  if (answer.status === 401) tellSignedOut();
  if (!answer.ok) throw new Error(`${what} answered ${answer.status}`);
}
