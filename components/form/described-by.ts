export function hintId(id: string): string {
  return `${id}-hint`;
}

export function errorId(id: string): string {
  return `${id}-error`;
}

/** The attributes that tie a control to its hint and error. */
export function describedBy(id: string, has: { hint?: boolean; error?: string | undefined }) {
  const ids = [has.hint && hintId(id), has.error && errorId(id)].filter(Boolean).join(" ");
  return {
    "aria-describedby": ids || undefined,
    "aria-invalid": has.error ? (true as const) : undefined,
  };
}
