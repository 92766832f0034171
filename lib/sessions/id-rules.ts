/**
 * What a clinic says of its own patient IDs. Without it every ID is one.
 *
 * `idPattern`, masks parted by commas: `#` is a digit, `?` a letter, `*` either, a `+` behind a sign
 * means one or more of it, `\` takes the next sign as it is, and any other sign stands for itself.
 * Masks and no regular expressions: what anybody enters must not be able to keep the server busy.
 */
export type IdRules = {
  idPattern: string;
  /** What labels and scanners put before and behind an ID, parted by commas. */
  idPrefixes: string;
  idSuffixes: string;
  /** Whether small and capital letters make two IDs; `off`: an ID is read in capitals. */
  idCase: "ask" | "counts" | "off";
  /** Whether zeros before a number make another ID; `off`: they are left out as it is read. */
  idZeros: "ask" | "counts" | "off";
};

/** Changes nothing, and asks where two IDs look alike. */
export const anyId: IdRules = {
  idPattern: "",
  idPrefixes: "",
  idSuffixes: "",
  idCase: "ask",
  idZeros: "ask",
};

/** `example`: a sign that fits; null: the next digit. */
type Step = { fits: (sign: string) => boolean; example: string | null; repeats: boolean };

/** The masks of a pattern, each as its steps. */
function masksIn(pattern: string, { idCase }: IdRules): Step[][] {
  const masks: Step[][] = [[]];
  let literally = false;
  for (const sign of pattern.replace(/\s+/gu, "")) {
    const steps = masks.at(-1) ?? [];
    const last = steps.at(-1);
    if (literally) steps.push(literal(sign, idCase));
    else if (sign === ",") masks.push([]);
    else if (sign === "+" && last) last.repeats = true;
    else if (sign !== "\\") steps.push(wildcards[sign]?.() ?? literal(sign, idCase));
    literally = !literally && sign === "\\";
  }
  return masks.filter((steps) => steps.length > 0);
}

const wildcards: Record<string, () => Step> = {
  "#": () => ({ fits: (sign) => /^\d$/.test(sign), example: null, repeats: false }),
  "?": () => ({ fits: (sign) => /^\p{L}$/u.test(sign), example: "A", repeats: false }),
  "*": () => ({ fits: (sign) => /^[\p{L}\d]$/u.test(sign), example: "B", repeats: false }),
};

function literal(sign: string, idCase: IdRules["idCase"]): Step {
  const written = (text: string) => (idCase === "counts" ? text : text.toUpperCase());
  return { fits: (other) => written(other) === written(sign), example: sign, repeats: false };
}

/** Goes through the text once, at all places of the mask where it may be: nothing is tried again. */
function fitsMask(steps: readonly Step[], text: string): boolean {
  let places = new Set([0]);
  for (const sign of text) {
    const next = new Set<number>();
    for (const place of places) {
      const step = steps[place];
      if (!step?.fits(sign)) continue;
      next.add(place + 1);
      if (step.repeats) next.add(place);
    }
    places = next;
  }
  return places.has(steps.length);
}

/** Whether an ID looks as the clinic says that its IDs do. */
export function isUsualId(id: string, rules: IdRules): boolean {
  const masks = masksIn(rules.idPattern, rules);
  return masks.length === 0 || masks.some((steps) => fitsMask(steps, id));
}

/** An ID as the clinic's look, to show beside one that does not; empty when any may be. */
export function exampleId(rules: IdRules): string {
  const [steps = []] = masksIn(rules.idPattern, rules);
  let digit = 0;
  return steps
    .map(({ example, repeats }) => {
      const sign = example ?? String((digit++ % 9) + 1);
      return repeats ? sign.repeat(4) : sign;
    })
    .join("");
}

/** An ID without what was put around it, written as the clinic writes its IDs. */
export function tidiedId(text: string, rules: IdRules): string {
  const bare = text.replace(/^\][A-Za-z][\dA-Za-z](?=.)/, "");
  const id = isUsualId(bare, rules) && rules.idPattern !== "" ? bare : withoutAdded(bare, rules);
  const cased = rules.idCase === "off" ? id.toUpperCase() : id;
  return rules.idZeros === "off" ? cased.replace(/(?<!\d)0+(?=\d)/, "") : cased;
}

function withoutAdded(text: string, { idPrefixes, idSuffixes }: IdRules): string {
  const before = longestOf(idPrefixes, (added) => text.startsWith(added));
  const rest = text.slice(before.length);
  const after = longestOf(idSuffixes, (added) => rest.endsWith(added));
  return rest.slice(0, rest.length - after.length) || text;
}

function longestOf(list: string, counts: (added: string) => boolean): string {
  const texts = list.split(",").map((text) => text.replace(/\s+/gu, ""));
  return texts.filter(counts).reduce((one, other) => (other.length > one.length ? other : one), "");
}
