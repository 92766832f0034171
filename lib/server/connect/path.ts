import "server-only";

/**
 * One path segment holding any text, or null when no segment can: `.` and `..` mean other paths
 * even when percent-encoded, nothing is no segment, and half a surrogate pair has no bytes.
 */
export function pathSegment(text: string): string | null {
  if (text === "" || text === "." || text === "..") return null;
  try {
    return encodeURIComponent(text);
  } catch {
    return null;
  }
}

/** Adds the parameters that have a value. */
export function withQuery(
  path: string,
  values: Record<string, string | number | null | undefined>,
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== null && value !== undefined && value !== "") query.set(name, String(value));
  }
  return `${path}?${query}`;
}
