/** "58 min", "3 h 5 min", "42 s": how long a link still works, rounded down. */
export function formatTimeLeft(ms: number): string {
  const totalSeconds = Math.max(0, Math.floor(ms / 1000));
  if (totalSeconds < 60) return `${totalSeconds} s`;
  const totalMinutes = Math.floor(totalSeconds / 60);
  if (totalMinutes < 60) return `${totalMinutes} min`;
  const minutes = totalMinutes % 60;
  return `${Math.floor(totalMinutes / 60)} h${minutes ? ` ${minutes} min` : ""}`;
}

const dayMs = 24 * 60 * 60_000;

/**
 * "3:44 PM" in the browser's own zone, with the day when it is not today, and with its date when that
 * is further off than a link lasts: "Tue" would be read as the next one.
 */
export function formatClock(at: Date, now: Date): string {
  const sameDay = at.toDateString() === now.toDateString();
  if (!sameDay && Math.abs(at.getTime() - now.getTime()) > dayMs) return formatDate(at, now);
  return at.toLocaleString("en-US", {
    hour: "numeric",
    minute: "2-digit",
    ...(sameDay ? {} : { weekday: "short" }),
  });
}

/** "Apr 25, 3:44 PM" in the browser's own zone, with the year when it is not that of `now`, if any. */
export function formatDate(at: Date, now: Date | null): string {
  return at.toLocaleString("en-US", {
    month: "short",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
    ...(at.getFullYear() === now?.getFullYear() ? {} : { year: "numeric" }),
  });
}

/** A link's host, shown whole so that a patient can check it, and what follows it. */
export function splitLink(url: string): { host: string; rest: string } {
  const { host, pathname, search, hash } = new URL(url);
  return { host, rest: `${pathname}${search}${hash}` };
}
