import type { ConnectionState, Heard } from "./patient";

/** How a connection stands, why, and what to do about it. */
export type ConnectionWords = {
  label: string;
  /** What stands between the label and its day. */
  when: "since" | "tried";
  reason: string | null;
  next: string | null;
  /** Whether another sign-in could help. */
  reconnect: boolean;
};

export const connectionWords: Record<ConnectionState, ConnectionWords> = {
  connected: {
    label: "Connected",
    when: "since",
    reason: null,
    next: null,
    reconnect: false,
  },
  lapsed: {
    label: "Access lapsed",
    when: "since",
    reason: "The patient must sign in again.",
    next: "Press Reconnect and hand over the link.",
    reconnect: true,
  },
  declined: {
    label: "Not connected",
    when: "tried",
    reason: "The patient said no at the sign-in.",
    next: "Ask first. If the patient agrees now, press Reconnect.",
    reconnect: true,
  },
  failed: {
    label: "Not connected",
    when: "tried",
    reason: "The hospital’s sign-in could not finish.",
    next: "Press Reconnect to try again.",
    reconnect: true,
  },
  disconnected: {
    label: "Disconnected",
    when: "since",
    reason: "The clinic ended the access.",
    next: "Reconnect only if the patient asks for it.",
    reconnect: true,
  },
  other: {
    label: "Not clear",
    when: "since",
    reason: "Medblocks says something that Connect Desk does not know yet.",
    next: "Look again later.",
    reconnect: false,
  },
};

/** Why the page cannot show what Medblocks has; null when it can. */
export const heardWords: Record<Heard, { heading: string; text: string } | null> = {
  answered: null,
  "unknown-patient": {
    heading: "Medblocks does not know this patient",
    text: "It has nobody with this ID, or no longer.",
  },
  "key-refused": {
    heading: "This clinic is not connected",
    text: "Medblocks did not accept this clinic’s key. Tell your manager.",
  },
  forbidden: {
    heading: "Medblocks does not let us look",
    text: "This clinic’s account may not read patients. Tell your manager.",
  },
  refused: {
    heading: "Medblocks does not let us look",
    text: "Tell your manager. Settings, Connection, Check says why.",
  },
  "not-answering": {
    heading: "Medblocks is not answering",
    text: "Try again in a minute. If it goes on, tell your manager.",
  },
};
