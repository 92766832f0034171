/** Zero of the digits that a phone may show in Arabic, Persian or Hindi. */
const otherZeros = [0x0660, 0x06f0, 0x0966];

/**
 * A code as it is meant, however an app shows it and a person copies it: "123 456", "123-456",
 * full-width digits, those of another script, a recovery code in lower case.
 */
export function tidyCode(typed: string): string {
  return withPlainDigits(typed.normalize("NFKC"))
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, "");
}

/** Whether a tidy code is one of an authenticator app; else it can only be a recovery code. */
export function isAppCode(tidy: string): boolean {
  return /^\d{6}$/.test(tidy);
}

function withPlainDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const at = digit.codePointAt(0) ?? 0;
    const zero = otherZeros.find((first) => at >= first && at < first + 10);
    return zero === undefined ? digit : String(at - zero);
  });
}
