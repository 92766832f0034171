import "server-only";
import type { ConnectError } from "./errors";

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

/** What the API itself would say, for ids that cannot even be asked about. */
export const notFound: ConnectError = {
  kind: "rejected",
  status: 404,
  type: "not_found_error",
  code: "resource_not_found",
  param: "id",
  requestId: null,
};
