/** Where most private addresses are, in the countries of the languages that we speak. */
const common = [
  ...["gmail.com", "googlemail.com", "yahoo.com", "ymail.com", "hotmail.com", "outlook.com"],
  ...["live.com", "msn.com", "icloud.com", "me.com", "mac.com", "aol.com", "proton.me"],
  ...["protonmail.com", "comcast.net", "verizon.net", "att.net", "sbcglobal.net", "bellsouth.net"],
  ...["cox.net", "charter.net", "hotmail.es", "yahoo.es", "yahoo.com.mx", "hotmail.co.uk"],
  ...["yahoo.co.uk", "btinternet.com", "rediffmail.com", "yahoo.co.in", "yahoo.com.vn"],
  ...["qq.com", "163.com", "126.com"],
];

/** Real ones that look like a slip in one of those. */
const alsoReal = [
  "mail.com",
  "email.com",
  "gmx.com",
  "hotmail.de",
  "hotmail.fr",
  "yahoo.de",
].concat(
  ["yahoo.fr", "yahoo.ca", "hotmail.it", "yahoo.it", "outlook.es", "outlook.de", "outlook.fr"],
  ["live.ca", "live.fr", "live.de", "yahoo.in", "yahoo.com.br", "yahoo.com.ar", "yahoo.com.au"],
);

/** No such endings exist: a slip in “.com”, whatever stands before it. */
const mistypedCom = /\.(?:con|cmo|ocm|vom|xom|cim|cpm|comm|coom|c0m)$/;

/**
 * What somebody who typed this address may have meant, from the slip of one key in a common domain.
 * Only a guess: what was typed may be right.
 *
 * @returns null when it looks as it should
 */
export function likelyAddress(email: string): string | null {
  const at = email.lastIndexOf("@");
  const domain = email.slice(at + 1).toLowerCase();
  if (at < 1 || !domain.includes(".") || [...common, ...alsoReal].includes(domain)) return null;
  const meant =
    // Shorter ones are one key away from too many others.
    common.find((known) => known.length >= 8 && isOneSlip(domain, known)) ??
    (mistypedCom.test(domain) ? domain.replace(mistypedCom, ".com") : null);
  return meant && email.slice(0, at + 1) + meant;
}

/** One character is missing, too many or another, or two have changed places. */
function isOneSlip(typed: string, meant: string): boolean {
  const shared = [...typed].findIndex((character, at) => character !== meant[at]);
  const start = shared === -1 ? typed.length : shared;
  const [a, b] = [typed.slice(start), meant.slice(start)];
  return (
    a.slice(1) === b ||
    a === b.slice(1) ||
    a.slice(1) === b.slice(1) ||
    (a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2))
  );
}
