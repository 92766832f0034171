import type { HospitalProgress, HospitalState, SessionState } from "./session";

/** What the API says of one session, as far as its progress goes. */
export type ObservedSession = {
  status: "open" | "complete" | "expired" | "other";
  /** ISO 8601 UTC. */
  expiresAt: string;
  /** In the order of the attempts; one hospital may be tried more than once. */
  connections: readonly ObservedConnection[];
};

export type ObservedConnection = {
  /** `conn_…`; null for an attempt that failed, and in what was kept before ids were. */
  id: string | null;
  sourceId: string;
  status: "active" | "failed" | "expired" | "refresh_failed" | "disconnected" | "other";
  failure: "declined" | "portal" | null;
  /** ISO 8601 UTC. */
  at: string | null;
};

/** Whether the API says that the session has ended. A status that we do not know yet is no end. */
export function isOver({ status }: Pick<ObservedSession, "status">): boolean {
  return status === "complete" || status === "expired";
}

/**
 * Whether the link still opens. The API may say `open` a moment after the end, so the clock counts too.
 */
export function linkWorks(
  { status, expiresAt }: Pick<ObservedSession, "status" | "expiresAt">,
  now: Date,
): boolean {
  return !isOver({ status }) && Date.parse(expiresAt) > now.getTime();
}

/**
 * Each hospital once: those asked for in their order, then those the patient chose.
 * Of several attempts a connected one counts, else the latest.
 */
export function hospitalsOf(
  session: ObservedSession,
  askedFor: readonly string[],
): Omit<HospitalProgress, "name" | "records">[] {
  const tried = session.connections.map((connection) => connection.sourceId);
  return [...new Set([...askedFor, ...tried])].map((sourceId) => {
    const attempts = session.connections.filter((attempt) => attempt.sourceId === sourceId);
    const latest = attempts.reverse().sort((a, b) => (b.at ?? "").localeCompare(a.at ?? ""))[0];
    const counting = attempts.find((attempt) => attempt.status === "active") ?? latest;
    return counting
      ? { sourceId, state: hospitalState(counting), at: counting.at }
      : { sourceId, state: "waiting", at: null };
  });
}

function hospitalState({ status, failure }: ObservedConnection): HospitalState {
  switch (status) {
    case "active":
      return "connected";
    case "expired":
    case "refresh_failed":
      return "lapsed";
    case "disconnected":
      return "disconnected";
    case "failed":
      return failure === "declined" ? "declined" : "failed";
    case "other":
      return "waiting";
  }
}

/** Whether records may flow from this hospital. */
export function isConnected({ state }: { state: HospitalState }): boolean {
  return state === "connected";
}

/** Whether the patient tried this hospital in vain. One that was never tried is no failure. */
export function isTriedInVain(state: HospitalState): boolean {
  return state !== "connected" && state !== "waiting";
}

/**
 * Whether all that the patient tried is connected: what the phone, the badge, the list and the count
 * of links that need help all call a success. A suggestion that was not used takes nothing from it.
 */
export function isSuccess(hospitals: readonly { state: HospitalState }[]): boolean {
  return hospitals.some(isConnected) && !hospitals.some(({ state }) => isTriedInVain(state));
}

/** Where the session stands. `complete` alone says nothing: only connected hospitals count. */
export function sessionState(
  hospitals: readonly { state: HospitalState }[],
  session: ObservedSession,
  now: Date,
): SessionState {
  const anyConnected = hospitals.some(isConnected);
  if (linkWorks(session, now)) return anyConnected ? "connecting" : "waiting";
  if (anyConnected) return isSuccess(hospitals) ? "connected" : "partly";
  return session.status === "complete" ? "nothing" : "ended";
}

/** "1 of 2", and of a success "1, 2 suggestions not used". */
export function countConnected(state: SessionState, connected: number, hospitals: number): string {
  const unused = hospitals - connected;
  if (state !== "connected" || unused === 0) return `${connected} of ${hospitals}`;
  return `${connected}, ${unused} ${unused === 1 ? "suggestion" : "suggestions"} not used`;
}
