import type { AuditAction } from "./action";

/** What was done, and what was tried when it did not work. */
const words: Record<AuditAction, [did: string, tried: string]> = {
  "sign-in": ["signed in", "sign in"],
  "sign-out": ["signed out", "sign out"],
  "second-factor": ["gave the second factor", "give the second factor"],
  "tries-refused": ["got in", "get in"],
  "password-changed": ["changed a password", "change a password"],
  "password-reset": ["made an address for a new password", "make an address for a new password"],
  "passkey-added": ["added a passkey", "add a passkey"],
  "recovery-codes-made": ["made new recovery codes", "make new recovery codes"],
  "passkey-removed": ["removed a passkey", "remove a passkey"],
  "second-factor-on": ["set up the second factor", "set up the second factor"],
  "second-factor-off": ["switched off the second factor", "switch off the second factor"],
  "address-printed": ["printed a one-time address at a start", "print a one-time address"],
  "staff-invited": ["invited somebody", "invite somebody"],
  "invitation-withdrawn": ["withdrew an invitation", "withdraw an invitation"],
  "staff-joined": ["joined the staff", "join the staff"],
  "role-changed": ["changed a role", "change a role"],
  "staff-deactivated": ["deactivated an account", "deactivate an account"],
  "staff-reactivated": ["reactivated an account", "reactivate an account"],
  "staff-session-ended": ["signed a browser out", "sign a browser out"],
  "settings-changed": ["changed a setting", "change a setting"],
  "test-email-sent": ["sent a test email", "send a test email"],
  "live-updates-on": ["turned live updates on", "turn live updates on"],
  "live-updates-off": ["turned live updates off", "turn live updates off"],
  "live-updates-secret-changed": [
    "changed the secret of live updates",
    "change the secret of live updates",
  ],
  "live-updates-revived": ["switched live updates on again", "switch live updates on again"],
  "display-paired": ["paired a patient's screen", "pair a patient's screen"],
  "display-unpaired": ["unpaired a patient's screen", "unpair a patient's screen"],
  "link-created": ["made a link", "make a link"],
  "links-removed": ["removed old links", "remove old links"],
  "link-taken-in": ["took in a link that Medblocks had", "take in a link that Medblocks had"],
  "link-viewed": ["looked at a link", "look at a link"],
  "link-copied": ["copied a link", "copy a link"],
  "link-message-copied": ["copied a message with a link", "copy a message with a link"],
  "link-printed": ["printed a link", "print a link"],
  "link-shown": ["showed a link to the patient", "show a link to the patient"],
  "link-displayed": ["put a link on a patient's screen", "put a link on a patient's screen"],
  "link-opened": ["opened a link at the desk", "open a link at the desk"],
  "link-mailed": ["opened the mail program with a link", "open the mail program with a link"],
  "link-texted": ["opened the text program with a link", "open the text program with a link"],
  "link-shared": ["shared a link", "share a link"],
  "link-emailed": ["emailed a link", "email a link"],
  "follow-up-done": ["looked after a link", "look after a link"],
  "follow-up-reopened": ["asked for help with a link again", "ask for help with a link again"],
  "connection-disconnected": ["disconnected a hospital", "disconnect a hospital"],
  "patient-viewed": ["looked at a patient", "look at a patient"],
  "patient-corrected": ["corrected a patient's details", "correct a patient's details"],
  "audit-viewed": ["read the audit trail", "read the audit trail"],
  "audit-checked": ["checked the audit trail", "check the audit trail"],
  "trail-adopted": ["took the audit trail over", "take the audit trail over"],
  "audit-exported": ["exported the audit trail", "export the audit trail"],
  "clock-confirmed": ["confirmed the server’s date", "confirm the server’s date"],
  "database-restored": ["restored a backup of the database", "restore a backup of the database"],
};

/** Outcomes in which what was asked for came about. */
const wellEnded: Record<string, string> = {
  ok: "Done",
  repeated: "Done before, by the same press",
  found: "Found after its answer was lost",
};

/** The rest; where nothing is said here the kind of failure is readable as it is. */
const otherwise: Record<string, string> = {
  started: "Begun",
  tampered: "Tampering was found",
  "being-made": "Stopped: another desk was making a link for this patient",
  "identity-differs": "Stopped: the ID belongs to someone else",
  "open-link-exists": "Stopped: an open link exists",
  "outcome-unknown": "Not known yet",
  "email-refused": "Not done: the mail server does not know the address",
  "email-not-now": "Not done: the mail server said not now",
  "email-not-allowed": "Not done: the mail server does not let the desk send",
  "email-not-reached": "Not done: the mail server was not reached",
  "email-unknown": "Not known: the mail server did not answer",
  "other-patient": "Stopped: the answer was about another patient",
};

/** What somebody did, to stand behind their name. */
export function deedWords(action: string, outcome: string): string {
  const [did, tried] = new Map<string, [string, string]>(Object.entries(words)).get(action) ?? [
    `did “${action}”`,
    action,
  ];
  if (isUnderWay(outcome)) return `was about to ${tried}`;
  return isDone(outcome) ? did : `tried to ${tried}`;
}

const strangersTries: Record<string, string> = {
  "sign-in": "with a password or passkey of nobody here",
  "second-factor": "with a code",
  "single-sign-on": "with single sign-on",
};

/** How often strangers were refused in one hour, of a line that tells of it. */
export function strangersWords(subject: string): string {
  const [what = "", tries = ""] = subject.split(" ");
  const how = new Map(Object.entries(strangersTries)).get(what) ?? "in another way";
  return `${tries === "1" ? "once" : `${tries} times`} in one hour ${how}`;
}

/** "Made a link", to choose from. */
export function actionLabel(action: AuditAction): string {
  if (action === "tries-refused") return "Strangers who were refused";
  const [did] = words[action];
  return did.charAt(0).toUpperCase() + did.slice(1);
}

export function outcomeWords(outcome: string): string {
  const said = new Map(Object.entries({ ...wellEnded, ...otherwise })).get(outcome);
  if (said) return said;
  const plain = outcome.replaceAll("-", " ");
  return `Not done: ${plain}`;
}

/** Whether the row only says what was about to happen; another one tells what came of it. */
export function isUnderWay(outcome: string): boolean {
  return outcome === "started";
}

/** Whether it was done; what is not known here was not. */
export function isDone(outcome: string): boolean {
  return Object.hasOwn(wellEnded, outcome) || outcome === "tampered";
}
