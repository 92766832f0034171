/** Control characters, lone surrogates and non-characters: never part of anyone's id or name. */
const forbiddenAnywhere = /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]/u;

/** Embeddings, overrides and isolates, which make a line read in another order than it is stored. */
const directionOverride = /[\u202A-\u202E\u2066-\u2069]/u;

/** Characters that show nothing: two ids that look alike would be two patients. */
const invisible = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/u;

/**
 * What stands in the way of using `text` as a name or label, as a sentence for staff, or null.
 * Joiners that scripts such as Persian and Hindi need are allowed.
 */
export function nameProblem(text: string): string | null {
  if (forbiddenAnywhere.test(text))
    return "Remove the hidden control character. Type the text again.";
  if (directionOverride.test(text)) {
    return "Remove the hidden character that turns the writing direction. Type the text again.";
  }
  return null;
}

/** As `nameProblem`, and nothing invisible at all: an id has to be what it looks like. */
export function idProblem(text: string): string | null {
  const problem = nameProblem(text);
  if (problem) return problem;
  if (invisible.test(text)) return "Remove the invisible character. Type the ID again.";
  return null;
}
