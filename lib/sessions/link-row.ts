import { askWhichDesk } from "@/lib/page-age";
import { fail, ok, type Result } from "@/lib/result";

const patienceMs = 10_000;

/** What staff read until the answer is there. */
export const lookingForRow = "This is a patient's link. The desk is looking for it.";

/**
 * Looks for the row that a patient's link belongs to. What opens records leaves this page in the body of
 * this one question, and stays nowhere.
 *
 * @param token the secret part of the link
 * @returns our id of the row, or a sentence for staff
 */
export async function findLinkRow(token: string): Promise<Result<string, string>> {
  const rows = await rowsOf(`/c/${token}`).catch(() => null);
  if (rows === null) return fail(whyUnknown[await askWhichDesk()]);
  const [row] = rows;
  return row
    ? ok(row.id)
    : fail("This is a patient's link, and no link of this desk. Scan the wristband.");
}

/** @throws when it could not be asked for, or there was no answer */
async function rowsOf(search: string) {
  const { readLinks } = await import("./worklist-queries");
  const filter = { show: "all", mine: false, search } as const;
  return (await readLinks(filter, null, AbortSignal.timeout(patienceMs))).rows;
}

const noAnswer =
  "This is a patient's link. The desk gave no answer about it. Nothing was changed. Scan it again.";

const whyUnknown = {
  same: noAnswer,
  "other-build":
    "This is a patient's link. This page is older than the desk and could not look for it. Reload, then scan it again.",
  "not-ours": noAnswer,
  none: "This is a patient's link. There is no connection to the desk, so it was not looked for. Nothing was changed. Scan it again when the connection is back.",
} as const;
