/** Ids are opaque and come in several shapes; only the prefix and the alphabet are sure. */
const sourceIdPattern = /^fhirsrc_[A-Za-z0-9_-]{1,80}$/;

/** Whether a text is the id of a source and not the name of one. */
export function isSourceId(text: string): boolean {
  return sourceIdPattern.test(text);
}
