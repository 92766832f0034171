/** First name and initial, as a colleague is called at the desk: "Dana K." for "Dana Keller". */
export function shortName(name: string): string {
  const [first = "", ...rest] = name.trim().split(/\s+/u);
  const [initial] = rest.at(-1) ?? "";
  return initial ? `${first} ${initial.toLocaleUpperCase("en")}.` : first;
}
