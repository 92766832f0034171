import type { Seen, UpstreamSession } from "@/lib/server/sessions/stored-session";
import type { SessionDetails } from "@/lib/sessions/session";

/** Made-up, as everything here: the store's tests share it. */
export const sampleSecret = "a made-up secret of the tests, 43 characters";

export const now = new Date("2026-04-25T14:30:00.000Z");

/** So many seconds after `now`. */
export function after(seconds: number): Date {
  return new Date(now.getTime() + seconds * 1000);
}

export function sampleDetails(changes: Partial<SessionDetails> = {}): SessionDetails {
  return {
    patientId: "MRN-10023",
    name: "Zoë Quackenbush",
    email: "zoe.quackenbush@example.com",
    mode: "suggest",
    suggestedSourceIds: ["fhirsrc_02Zh2bnvRoWQJYgOAkI0Twcc"],
    onlySourceId: "",
    lifetimeSeconds: 1800,
    returnUrl: "",
    buttonLabel: "",
    metadata: [{ key: "signup_source", value: "checkout" }],
    ...changes,
  };
}

/** An open session without connections, as the API answers a create. */
export function sampleSession(changes: Partial<UpstreamSession> = {}): UpstreamSession {
  return {
    id: "sess_01J9YQ8M2X4VZ6P2K5RH7M3KQT",
    generation: "sessions",
    status: "open",
    url: "https://app.medblocks.com/c/9c9b6f7a8e4f4a3b9c1e6f3a2d8b7c4d",
    createdAt: "2026-04-25T14:30:00.000Z",
    expiresAt: "2026-04-25T15:00:00.000Z",
    connections: [],
    ...changes,
  };
}

/** One hospital that the patient connected. */
export function sampleConnection(): UpstreamSession["connections"][number] {
  return {
    id: "conn_01J9YR9N3X4VZ6P2K5RH7M3LMP",
    sourceId: "fhirsrc_02Zh2bnvRoWQJYgOAkI0Twcc",
    status: "active",
    failure: null,
    at: "2026-04-25T14:31:00.000Z",
  };
}

export function seen(seconds: number): Seen {
  return {
    at: after(seconds),
    sourceNames: { fhirsrc_02Zh2bnvRoWQJYgOAkI0Twcc: "Meadowlark General Hospital" },
  };
}
