/** In characters as people count them. Source: NIST SP 800-63B-4, 3.1.1.2 (15 when used alone). */
export const passwordLimits = { shortest: 15, longest: 256 };

/** Why this may not become a password, as far as a browser can tell; null when nothing speaks against it. */
export function newPasswordProblem(text: string): string | null {
  const length = [...text].length;
  if (length < passwordLimits.shortest) {
    return `Use ${passwordLimits.shortest} characters or more. Four random words are good.`;
  }
  if (length > passwordLimits.longest) return `Use ${passwordLimits.longest} characters or fewer.`;
  return null;
}
