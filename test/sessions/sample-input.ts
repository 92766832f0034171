import type { CreateSessionInput } from "@/lib/sessions/schema";

/** A made-up attempt id; the same number always gives the same one. */
export function attempt(number: number): string {
  return String(number).padStart(32, "0");
}

/** What the form sends when staff typed a patient ID and pressed Create. Made up, for tests. */
export function sampleInput(changes: Partial<CreateSessionInput> = {}): CreateSessionInput {
  return {
    attemptId: attempt(1),
    patientId: "MRN10023",
    name: "",
    email: "",
    mode: "suggest",
    suggestedSourceIds: [],
    onlySourceId: "",
    lifetimeSeconds: 3600,
    returnUrl: "",
    buttonLabel: "",
    metadata: [],
    replaces: null,
    makeAnother: false,
    ...changes,
  };
}
