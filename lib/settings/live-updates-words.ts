import type { LiveUpdates, LiveUpdatesAct, LiveUpdatesTrouble } from "./live-updates";

/** How it stands, in a line or two. `warn`: events do not come, or may not. */
export type StateWords = { tone: "off" | "on" | "warn"; heading: string; text: string };

const byItself = "The desk keeps asking by itself.";

/** What an administrator reads of the endpoint as it is. */
export function stateWords({ endpoint, isSendable }: LiveUpdates): StateWords {
  if (!endpoint) return { tone: "off", heading: "Off", text: isSendable ? offer : needsHttps };
  switch (endpoint.status) {
    case "disabled":
      return {
        tone: "warn",
        heading: "Switched off by Medblocks",
        text: `That happens when this server did not answer for days. ${byItself}`,
      };
    case "gone":
      return {
        tone: "warn",
        heading: "Removed at Medblocks",
        text: `Somebody deleted the endpoint there. ${byItself} Turn live updates on again to make another.`,
      };
    case "moved":
      return {
        tone: "warn",
        heading: "Sent to an older address",
        text: `The address of Connect Desk has changed since. ${byItself} Turn live updates on again to move them.`,
      };
    case "active":
      return endpoint.hasMissed
        ? missed
        : endpoint.isHealthy
          ? well(endpoint.lastEventAt)
          : unchecked;
    case "other":
      return unchecked;
  }
}

function well(lastEventAt: string | null): StateWords {
  return {
    tone: "on",
    heading: "On",
    text: lastEventAt
      ? "Medblocks tells the desk at once when something happens."
      : "Medblocks will tell the desk at once when something happens. No event came yet.",
  };
}

const offer = `${byItself} With live updates Medblocks tells this server at once when a patient finishes. It must be able to reach the address below.`;

const missed: StateWords = {
  tone: "warn",
  heading: "On, and events are missing",
  text: `A patient finished and Medblocks did not tell. Check that it can reach the address below. ${byItself}`,
};

const unchecked: StateWords = {
  tone: "warn",
  heading: "On, and not checked for a while",
  text: `Medblocks did not say whether it still sends. ${byItself}`,
};

const needsHttps =
  "Medblocks sends to https addresses only, and the address of Connect Desk is none. The desk keeps asking by itself. To use live updates, put Connect Desk behind https and set APP_URL.";

/** What came of an act. */
export function doneWords(act: LiveUpdatesAct): string {
  switch (act) {
    case "turn-on":
      return "Live updates are on.";
    case "turn-off":
      return "Live updates are off. The desk keeps asking by itself.";
    case "change-secret":
      return "The secret was changed.";
    case "revive":
      return "Medblocks sends again.";
    case "check":
      return "Checked.";
  }
}

/** Why an act did not come about: what happened, and what to do. */
export function troubleWords(trouble: LiveUpdatesTrouble): string {
  switch (trouble) {
    case "not-offered":
      return `This version of Medblocks has no live updates. ${byItself}`;
    case "not-https":
      return needsHttps;
    case "not-reached":
      return "Medblocks could not be reached. Nothing was changed. Try again in a minute.";
    case "not-sure":
      return "Medblocks did not say whether it did this. Press again: nothing is done twice.";
    case "not-answering":
      return "Medblocks did not answer. Nothing was changed. Try again in a minute.";
    case "busy":
      return "Medblocks asks us to wait. Nothing was changed. Try again in a minute.";
    case "not-allowed":
      return "The key of this clinic may not do this. Nothing was changed. Ask Medblocks what the key may do.";
    case "refused":
      return "Medblocks said no. Nothing was changed. If it goes on, ask Medblocks.";
    case "gone":
      return "Medblocks has no such endpoint any more. Turn live updates on again to make another.";
  }
}
