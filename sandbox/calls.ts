/** One call that a client made, whatever came of it. */
export type RecordedCall = {
  /** The contract's `operationId`; null for a path that it does not know. */
  operation: string | null;
  method: string;
  path: string;
  /** Null when it is about nobody, or about a session that is not known any more. */
  patientId: string | null;
  /** ISO 8601 UTC. */
  at: string;
  requestId: string;
  /** Null until a whole answer went out, and for ever when none did. */
  status: number | null;
};

/** Keeps the newest calls, and counts all of them. */
export type CallLog = {
  record: (call: RecordedCall) => void;
  list: () => readonly RecordedCall[];
  counts: () => Record<string, number>;
};

const keptCalls = 5000;

export function createCallLog(): CallLog {
  const calls: RecordedCall[] = [];
  const counts = new Map<string, number>();
  return {
    record: (call) => {
      if (calls.length >= keptCalls) calls.shift();
      calls.push(call);
      const name = call.operation ?? "unknown";
      counts.set(name, (counts.get(name) ?? 0) + 1);
    },
    list: () => calls,
    counts: () => Object.fromEntries(counts),
  };
}
