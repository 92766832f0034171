import { isConnected } from "./progress";
import type { HospitalProgress } from "./session";

/** What is known of the records of a link's hospitals, in a sentence; null when none is connected. */
export function recordsSentence(hospitals: readonly HospitalProgress[]): string | null {
  const connected = hospitals.filter(isConnected);
  if (connected.length === 0) return null;
  const missing = connected.filter(({ records }) => records?.state === "failed");
  const [first, ...others] = missing;
  if (first) {
    const from = others.length === 0 ? first.name : countOf(missing.length);
    return `Records from ${from} did not arrive.`;
  }
  const arrived = connected.filter(({ records }) => records?.state === "arrived").length;
  if (arrived === 0) return `Records are on the way from ${countOf(connected.length)}.`;
  return arrived === connected.length
    ? `Records arrived from ${countOf(arrived)}.`
    : `Records arrived from ${arrived} of ${countOf(connected.length)}. The rest are on the way.`;
}

function countOf(count: number): string {
  return count === 1 ? "1 hospital" : `${count} hospitals`;
}

/** Whether something may still be heard of the records of a hospital that is connected. */
export function awaitsRecords(hospitals: readonly HospitalProgress[]): boolean {
  return hospitals.some((hospital) => isConnected(hospital) && hospital.records === null);
}
