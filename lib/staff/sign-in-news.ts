import { openChannel } from "@/lib/storage";
import type { SignedInStaff } from "./staff";

/**
 * What the windows of one browser tell each other: that somebody is at the PC, who signed in, that
 * somebody asks to sign out, that nobody is signed in any more, that the provider has confirmed who it
 * is. Never anything about a patient.
 */
export type SignInNews =
  | { type: "input" }
  | { type: "signing-out" }
  | { type: "signed-out" }
  | { type: "confirmed" }
  | ({ type: "signed-in" } & Pick<SignedInStaff, "id" | "role">);

const channelName = "sign-in";

/** Tells every window, this one too. */
export function tell(news: SignInNews) {
  const channel = openChannel<SignInNews>(channelName);
  channel.tell(news);
  channel.close();
}

/** For any answer that says "signed-out": the page is covered, and asks who is there. */
export function tellSignedOut() {
  tell({ type: "signed-out" });
}

/** @returns ends the listening */
export function onSignInNews(listen: (news: SignInNews) => void): () => void {
  return openChannel(channelName, listen).close;
}
